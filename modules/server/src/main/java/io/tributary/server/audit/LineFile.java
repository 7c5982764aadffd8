package io.tributary.server.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * A file that grows by whole lines. It is opened for each, so that whoever moves it away finds it
 * complete, and the next line in a new one; new ones are for their owner only.
 */
record LineFile(Path path) {
  /** Writes {@code text} at its end; blocks. */
  synchronized void append(String text) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            path,
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND),
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      long before = channel.size();
      try {
        write(channel, text);
      } catch (IOException e) {
        takeBack(channel, before, e);
        throw e;
      }
    }
  }

  private static void write(FileChannel channel, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  /** A part of a line would be the beginning of the next one. */
  private static void takeBack(FileChannel channel, long sizeBytes, IOException cause) {
    try {
      channel.truncate(sizeBytes);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
