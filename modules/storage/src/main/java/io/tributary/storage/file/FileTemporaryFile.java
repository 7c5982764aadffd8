package io.tributary.storage.file;

import io.tributary.storage.TemporaryFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;

/** A temporary file on a local or mounted file system, through positional reads and writes. */
final class FileTemporaryFile implements TemporaryFile {
  private static final String WRITING = "write to";

  private final Path path;
  private final FileChannel channel;
  private final DiskCalls disk;

  /**
   * Linux lets one thread at a time write to a file, and has the others spin meanwhile: here they
   * wait instead, and leave the processor to those that receive.
   */
  private final ReentrantLock writing = new ReentrantLock();

  private volatile IOException failedFlush;

  FileTemporaryFile(Path path, FileChannel channel, DiskCalls disk) {
    this.path = path;
    this.channel = channel;
    this.disk = disk;
  }

  @Override
  public String name() {
    return path.getFileName().toString();
  }

  @Override
  public long sizeBytes() {
    try {
      return channel.size();
    } catch (IOException e) {
      throw DiskFailure.of("read the length of", path, e);
    }
  }

  @Override
  public void writeAt(ByteBuffer bytes, long position) {
    try {
      long at = position;
      while (bytes.hasRemaining()) {
        int written = writeAlone(bytes, at);
        if (written <= 0) {
          throw new IOException("the file system takes no bytes and gives no reason");
        }
        at += written;
      }
    } catch (IOException e) {
      throw DiskFailure.of(WRITING, path, e);
    }
  }

  private int writeAlone(ByteBuffer bytes, long position) throws IOException {
    writing.lock();
    try {
      return disk.write(channel, bytes, position);
    } finally {
      writing.unlock();
    }
  }

  @Override
  public int readAt(ByteBuffer into, long position) {
    try {
      return channel.read(into, position);
    } catch (IOException e) {
      throw DiskFailure.of("read back", path, e);
    }
  }

  @Override
  public void flush() {
    // Linux reports a failed write-back once and then forgets the pages: a second fdatasync would
    // succeed over lost data.
    IOException earlier = failedFlush;
    if (earlier != null) {
      throw DiskFailure.of("flush", path, earlier);
    }
    try {
      disk.force(channel, false);
    } catch (IOException e) {
      failedFlush = e;
      throw DiskFailure.of("flush", path, e);
    }
  }

  @Override
  public void truncate(long sizeBytes) {
    try {
      long now = channel.size();
      if (sizeBytes < now) {
        channel.truncate(sizeBytes);
      } else if (sizeBytes > now) {
        // FileChannel.truncate never extends; one byte at the end leaves a hole before it.
        writeAt(ByteBuffer.wrap(new byte[1]), sizeBytes - 1);
      }
    } catch (IOException e) {
      throw DiskFailure.of("set the length of", path, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw DiskFailure.of("close", path, e);
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
