package io.tributary.engine.node;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import com.typesafe.config.Config;
import io.tributary.engine.destination.OpenFiles;
import io.tributary.engine.governor.Governor;
import io.tributary.engine.journal.LatestCauses;
import io.tributary.engine.placement.Placement;
import io.tributary.engine.source.OpenSources;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;

/** What all downloads of one node share: its sources, files, budgets and the file dispatcher. */
public final class NodeResources implements Extension {
  private static final Id ID = new Id();
  private static final String LONE_NODE = "local";

  private final ActorSystem<?> system;
  private final OpenSources sources;
  private final OpenFiles files;
  private final Governor governor;
  private final LongAdder arrivedBytes = new LongAdder();
  private final LatestCauses unreadable = new LatestCauses();
  private final Executor fileDispatcher;
  private final Executor connectionDispatcher;

  private final LaneBuffers laneBuffers;
  private final boolean sharesJournal;

  private static final class Id extends ExtensionId<NodeResources> {
    @Override
    public NodeResources createExtension(ActorSystem<?> system) {
      return new NodeResources(system);
    }
  }

  private NodeResources(ActorSystem<?> system) {
    this.system = system;
    Config config = system.settings().config().getConfig("tributary.node");
    fileDispatcher = system.dispatchers().lookup(DispatcherSelector.fromConfig(Dispatchers.FILE));
    connectionDispatcher =
        system.dispatchers().lookup(DispatcherSelector.fromConfig(Dispatchers.CONNECTION));
    laneBuffers =
        new LaneBuffers(
            Math.toIntExact(config.getBytes("lane-buffer")), config.getBytes("lane-memory"));
    sharesJournal = config.getBoolean("shares-journal");
    sources = new OpenSources(system);
    files = new OpenFiles(system, fileDispatcher);
    governor = Governor.get(system);
  }

  public static NodeResources get(ActorSystem<?> system) {
    return ID.apply(system);
  }

  /**
   * What people call this node: the name that it has published, and {@code local} where there are
   * no others to tell it from. A node of a cluster that has no name is known by its address.
   */
  public String label() {
    Placement placement = Placement.get(system);
    return placement
        .selfName()
        .orElseGet(() -> sharesJournal ? placement.self().text() : LONE_NODE);
  }

  public OpenSources sources() {
    return sources;
  }

  public OpenFiles files() {
    return files;
  }

  /** What may be used, and whose turn it is. */
  public Governor governor() {
    return governor;
  }

  /** Bytes that sources have sent to this node since it started; only ever added to. */
  public LongAdder arrivedBytes() {
    return arrivedBytes;
  }

  /** Remembers that a download's journal cannot be read, for whoever waits for it on this node. */
  public void journalUnreadable(String downloadId, Throwable cause) {
    unreadable.add(downloadId, cause);
  }

  /** Why a download's journal cannot be read, if so; told once. */
  public Optional<Throwable> takeJournalFailure(String downloadId) {
    return unreadable.take(downloadId);
  }

  public Executor fileDispatcher() {
    return fileDispatcher;
  }

  public Executor connectionDispatcher() {
    return connectionDispatcher;
  }

  /** Whether downloads of this node may be taken over by another node, and the other way round. */
  public boolean sharesJournal() {
    return sharesJournal;
  }

  /** What lanes read into. */
  public LaneBuffers laneBuffers() {
    return laneBuffers;
  }
}
