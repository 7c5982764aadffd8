package io.tributary.storage.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The real disk, but it records what is asked and fails or falls short where a test says. */
final class ScriptedDisk extends DiskCalls {
  final List<String> calls = new ArrayList<>();
  final List<Set<? extends OpenOption>> openedWith = new ArrayList<>();
  int writesBeforeFailure = Integer.MAX_VALUE;
  int maxBytesPerWrite = Integer.MAX_VALUE;
  int failingForces;
  String openError = "";
  String writeError = "No space left on device";
  long usableBytes = -1;

  @Override
  FileChannel open(Path file, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
      throws IOException {
    openedWith.add(options);
    if (!openError.isEmpty()) {
      throw new FileSystemException(file.toString(), null, openError);
    }
    return super.open(file, options, attributes);
  }

  @Override
  int write(FileChannel channel, ByteBuffer bytes, long position) throws IOException {
    calls.add("write");
    if (writesBeforeFailure-- <= 0) {
      throw new IOException(writeError);
    }
    int all = bytes.limit();
    bytes.limit(Math.min(all, bytes.position() + maxBytesPerWrite));
    try {
      return super.write(channel, bytes, position);
    } finally {
      bytes.limit(all);
    }
  }

  @Override
  void force(FileChannel channel, boolean metadata) throws IOException {
    calls.add(metadata ? "fsync" : "fdatasync");
    if (failingForces-- > 0) {
      throw new IOException("Input/output error");
    }
    super.force(channel, metadata);
  }

  @Override
  void rename(Path from, Path to) throws IOException {
    calls.add("rename");
    super.rename(from, to);
  }

  @Override
  void forceDirectory(Path directory) throws IOException {
    calls.add("fsync directory");
    super.forceDirectory(directory);
  }

  @Override
  long usableBytes(Path directory) throws IOException {
    return usableBytes >= 0 ? usableBytes : super.usableBytes(directory);
  }
}
