package io.tributary.engine.job;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.checksum.RunningChecksum;
import io.tributary.engine.lane.Landing;
import io.tributary.storage.tree.FileTree;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;

/** Writes a small object into its temporary file as it arrives, and adds it up. One thread. */
final class ObjectLanding implements Landing {
  private final FileTree.GrowingFile file;
  private final long announcedBytes;
  private final List<RunningChecksum> running;
  private long sizeBytes;

  /**
   * @param announcedBytes -1 when nobody knows where it ends before it does
   */
  ObjectLanding(FileTree.GrowingFile file, long announcedBytes, Set<ChecksumAlgorithm> algorithms) {
    this.file = file;
    this.announcedBytes = announcedBytes;
    this.running = algorithms.stream().map(RunningChecksum::of).toList();
  }

  @Override
  public void take(ByteBuffer bytes) {
    sizeBytes += bytes.remaining();
    running.forEach(checksum -> checksum.update(bytes.duplicate()));
    file.append(bytes);
  }

  /** Most are there with the first read, and nobody waits for another. */
  @Override
  public boolean full() {
    return sizeBytes == announcedBytes;
  }

  @Override
  public void reportWhenDue(long nowNanos) {
    // An object is reported as a whole.
  }

  @Override
  public void end() {
    // Whoever reads it publishes it.
  }

  long sizeBytes() {
    return sizeBytes;
  }

  List<Checksum> checksums() {
    return running.stream().map(RunningChecksum::value).toList();
  }
}
