package io.tributary.engine.home;

import akka.actor.typed.ActorRef;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.ledger.Segment;
import io.tributary.engine.dataport.OpenPart;
import io.tributary.engine.dataport.OpenParts;
import io.tributary.engine.destination.DestinationWriter;
import io.tributary.engine.destination.OpenFile;
import io.tributary.engine.destination.OpenFiles;
import io.tributary.engine.lease.Lease;
import io.tributary.storage.file.FileDestination;
import java.nio.file.Path;

/**
 * A temporary file on this node's disk that lanes of other nodes write to: open until this, or
 * whoever renames or deletes the file, closes it.
 */
final class HostedFile {
  private final DiskStep.Open step;
  private final ActorRef<DestinationWriter.Command> writer;
  private final OpenPart part;
  private final OpenParts parts;

  private HostedFile(DiskStep.Open step, OpenFile file, OpenPart part, OpenParts parts) {
    this.step = step;
    this.writer = file.writer();
    this.part = part;
    this.parts = parts;
  }

  /**
   * Opens it, and lets lanes in. Blocks, on the file dispatcher.
   *
   * @param used called for every part, on any thread
   */
  static HostedFile open(DiskStep.Open step, HomeNode home, OpenFiles files, Runnable used) {
    FileDestination destination = FileDestination.of(Path.of(step.destination()));
    home.roots().require(destination.path());
    Lease<OpenFile> file = files.acquire(destination.path(), step.temporaryName());
    OpenPart part =
        new OpenPart(
            file.value().file(),
            step.run(),
            step.origin(),
            segment -> {
              used.run();
              file.value().writer().tell(written(step, segment));
            },
            file::close);
    HostedFile hosted = new HostedFile(step, file.value(), part, home.parts());
    home.parts().open(step.temporaryName(), part);
    // Whoever renames or deletes a file closes it afterwards: that may have been just before.
    if (!destination.exists(step.temporaryName())) {
      hosted.close();
      throw gone(destination, step).asException();
    }
    return hosted;
  }

  private static DestinationWriter.Written written(DiskStep.Open step, Segment segment) {
    return new DestinationWriter.Written(segment, step.run(), step.recording(), step.recorder());
  }

  private static Failure gone(FileDestination destination, DiskStep.Open step) {
    return new Failure(
        FailureKind.LOCAL_DISK,
        "open",
        destination.path().resolveSibling(step.temporaryName()).toString(),
        "it does not exist",
        "");
  }

  /** Whether it is open for lanes of that run. */
  boolean serves(DiskStep.Open asked) {
    return isOpen(asked.temporaryName()) && step.run() == asked.run();
  }

  boolean isOpen(String temporaryName) {
    return step.temporaryName().equals(temporaryName) && part.isOpen();
  }

  void heard(DiskHost.LaneAlive lane) {
    if (step.run() == lane.run()) {
      part.heard(lane.lane());
    }
  }

  ActorRef<DestinationWriter.Command> writer() {
    return writer;
  }

  /** Blocks while something is being written, on the file dispatcher. More than once is no harm. */
  void close() {
    parts.close(step.temporaryName(), part);
  }
}
