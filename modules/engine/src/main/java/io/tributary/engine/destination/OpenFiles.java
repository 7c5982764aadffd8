package io.tributary.engine.destination;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import io.tributary.engine.lease.Lease;
import io.tributary.engine.lease.Leases;
import io.tributary.storage.TemporaryFile;
import io.tributary.storage.file.FileDestination;
import java.nio.file.Path;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The temporary files that lanes of this node have open, each once, with its writer. Thread-safe;
 * {@link #acquire} belongs on the file dispatcher: opening blocks.
 */
public final class OpenFiles {
  private final ActorSystem<?> system;
  private final Executor fileDispatcher;
  private final Leases<Key, OpenFile> files =
      new Leases<>(file -> file.writer().tell(new DestinationWriter.Close()));
  private final AtomicLong opened = new AtomicLong();

  private record Key(Path destination, String temporaryName) {}

  /**
   * @param fileDispatcher where writers flush and close
   */
  public OpenFiles(ActorSystem<?> system, Executor fileDispatcher) {
    this.system = system;
    this.fileDispatcher = fileDispatcher;
  }

  /**
   * Opens the temporary file for writing only, or shares it when a lane of this node has it open
   * already and it still has that name: another node may have renamed it since. What is open for
   * reading, too, an NFS client reads by the page around what is written, and then writes by the
   * page: over what other nodes wrote there meanwhile.
   *
   * @param destination as {@code Destination.path} is
   */
  public Lease<OpenFile> acquire(Path destination, String temporaryName) {
    if (!FileDestination.of(destination).exists(temporaryName)) {
      forget(destination, temporaryName);
    }
    return files.acquire(
        new Key(destination, temporaryName), () -> open(destination, temporaryName));
  }

  /** The name means another file, or none, from now on: what is open under it is not shared. */
  public void forget(Path destination, String temporaryName) {
    files.forget(new Key(destination, temporaryName));
  }

  private OpenFile open(Path destination, String temporaryName) {
    TemporaryFile file = FileDestination.of(destination).reopenForWriting(temporaryName);
    return new OpenFile(
        file,
        system.systemActorOf(
            DestinationWriter.create(file, fileDispatcher, SegmentGroup.AGE),
            "tributary-destination-writer-" + opened.incrementAndGet(),
            Props.empty()));
  }
}
