package io.tributary.engine.destination;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import io.tributary.storage.TemporaryFile;
import io.tributary.storage.file.FileDestination;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * The temporary files that lanes of this node have open, each once, with its writer. Thread-safe;
 * {@link #acquire} blocks and belongs on the file dispatcher.
 */
public final class OpenFiles {
  private final ActorSystem<?> system;
  private final Executor fileDispatcher;
  private final Map<Key, Open> files = new HashMap<>();
  private long opened;

  private record Key(Path destination, String temporaryName) {}

  private static final class Open {
    final TemporaryFile file;
    final ActorRef<DestinationWriter.Command> writer;
    int users;

    Open(TemporaryFile file, ActorRef<DestinationWriter.Command> writer) {
      this.file = file;
      this.writer = writer;
    }
  }

  /**
   * @param fileDispatcher where writers flush and close
   */
  public OpenFiles(ActorSystem<?> system, Executor fileDispatcher) {
    this.system = system;
    this.fileDispatcher = fileDispatcher;
  }

  /** One lane's use of an open file; close it once. */
  public final class Lease implements AutoCloseable {
    private final Key key;
    private final Open open;
    private boolean closed;

    private Lease(Key key, Open open) {
      this.key = key;
      this.open = open;
    }

    public TemporaryFile file() {
      return open.file;
    }

    public ActorRef<DestinationWriter.Command> writer() {
      return open.writer;
    }

    @Override
    public void close() {
      synchronized (OpenFiles.this) {
        if (!closed) {
          closed = true;
          release(key, open);
        }
      }
    }
  }

  /** Opens the temporary file, or shares it when a lane of this node has it open already. */
  public synchronized Lease acquire(Path destination, String temporaryName) {
    Key key = new Key(destination, temporaryName);
    Open open = files.get(key);
    if (open == null) {
      TemporaryFile file = FileDestination.of(destination).reopen(temporaryName);
      open = new Open(file, spawnWriter(file));
      files.put(key, open);
    }
    open.users++;
    return new Lease(key, open);
  }

  private ActorRef<DestinationWriter.Command> spawnWriter(TemporaryFile file) {
    opened++;
    return system.systemActorOf(
        DestinationWriter.create(file, fileDispatcher),
        "tributary-destination-writer-" + opened,
        Props.empty());
  }

  private void release(Key key, Open open) {
    open.users--;
    if (open.users == 0) {
      files.remove(key);
      open.writer.tell(new DestinationWriter.Close());
    }
  }
}
