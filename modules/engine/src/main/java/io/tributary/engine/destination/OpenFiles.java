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
 * {@link #acquire}, and closing what it returns, belong on the file dispatcher: opening blocks.
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

  /** Opens the temporary file, or shares it when a lane of this node has it open already. */
  public Lease<OpenFile> acquire(Path destination, String temporaryName) {
    return files.acquire(
        new Key(destination, temporaryName), () -> open(destination, temporaryName));
  }

  private OpenFile open(Path destination, String temporaryName) {
    TemporaryFile file = FileDestination.of(destination).reopen(temporaryName);
    return new OpenFile(
        file,
        system.systemActorOf(
            DestinationWriter.create(file, fileDispatcher),
            "tributary-destination-writer-" + opened.incrementAndGet(),
            Props.empty()));
  }
}
