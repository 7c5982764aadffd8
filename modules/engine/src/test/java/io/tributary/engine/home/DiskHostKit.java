package io.tributary.engine.home;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.engine.dataport.PartSender;
import io.tributary.engine.destination.FlushReport;
import io.tributary.engine.destination.Recording;
import io.tributary.engine.journal.SqliteJournal;
import io.tributary.engine.node.LocalNode;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.placement.NodeShards;
import io.tributary.engine.placement.Placement;
import io.tributary.storage.file.FileDestination;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A node with a disk and a data port, whose hosts of disk steps a test speaks to itself. One thread
 * works on files, so that a test can hold all work on files up.
 */
final class DiskHostKit implements AutoCloseable {
  static final Duration PATIENCE = Duration.ofSeconds(30);

  final ActorTestKit actors;
  final Path root;
  final HomeNode home;
  final TestProbe<FlushReport> recorder;
  private final AtomicLong steps = new AtomicLong();

  /**
   * @param root the one directory below which the node may write
   */
  DiskHostKit(Path root) throws Exception {
    this.root = root;
    Path own = Files.createTempDirectory("tributary-state");
    Path secret = Files.writeString(own.resolve("secret"), "0123456789abcdef");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Config application =
        ConfigFactory.parseString(
                "tributary.local-node.akka.actor.typed.extensions = []\n"
                    + "tributary.file-dispatcher.thread-pool-executor.fixed-pool-size = 1\n"
                    + ("tributary.node.destination-roots = [\"" + root + "\"]\n")
                    + "tributary.node.data-port { enabled = on, silence = 20s }\n"
                    + ("tributary.cluster.secret-file = \"" + secret + "\""))
            .withFallback(ConfigFactory.load());
    actors =
        ActorTestKit.create(
            "host", LocalNode.config(SqliteJournal.open(own.resolve("downloads.db")), application));
    home = HomeNode.get(actors.system());
    recorder = actors.createTestProbe();
  }

  ActorRef<DiskHost.Command> host() {
    return host(Placement.get(actors.system()).self());
  }

  ActorRef<DiskHost.Command> host(NodeId node) {
    ActorRef<ClusterSharding.ShardCommand> shard =
        actors.<ClusterSharding.ShardCommand>createTestProbe().ref();
    return actors.spawn(DiskHost.create(NodeShards.entityId(node, "id"), shard));
  }

  /** Asks for a step once; whoever waits hears the answer. */
  TestProbe<DiskHost.Reply> ask(ActorRef<DiskHost.Command> host, DiskStep step) {
    TestProbe<DiskHost.Reply> probe = actors.createTestProbe();
    host.tell(new DiskHost.Run(steps.incrementAndGet(), step, probe.ref()));
    return probe;
  }

  /** What the step came to. */
  DiskResult run(ActorRef<DiskHost.Command> host, DiskStep step) {
    return ask(host, step).expectMessageClass(DiskHost.Finished.class, PATIENCE).result();
  }

  Path destination(String name) {
    return root.resolve(name);
  }

  static String newName(Path destination) {
    return FileDestination.newTemporaryName(destination);
  }

  DiskStep.Open open(Path destination, String temporaryName, long run) {
    return new DiskStep.Open(
        destination.toString(), temporaryName, run, 0, new Recording(true, 0), recorder.ref());
  }

  /** Brings a part of as many bytes, all equal, to an open file. */
  static void bring(PartSender sender, String temporaryName, long run, long offset, int bytes) {
    sender.begin(temporaryName, run, offset);
    sender.send(ByteBuffer.allocate(bytes), () -> true);
    sender.finish();
  }

  /** How often this process has the file, or its temporary file, open. */
  static long openHandles(Path destination) {
    try (Stream<Path> handles = Files.list(Path.of("/proc/self/fd"))) {
      return handles.filter(handle -> leadsTo(handle, destination)).count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static boolean leadsTo(Path handle, Path destination) {
    try {
      return Files.readSymbolicLink(handle).toString().startsWith(destination.toString());
    } catch (IOException gone) {
      return false;
    }
  }

  /** All work on files waits until this is counted down. */
  CountDownLatch holdFiles() {
    CountDownLatch held = new CountDownLatch(1);
    NodeResources.get(actors.system())
        .fileDispatcher()
        .execute(
            () -> {
              try {
                held.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
              } catch (InterruptedException e) {
                throw new AssertionError(e);
              }
            });
    return held;
  }

  @Override
  public void close() {
    actors.shutdownTestKit();
  }
}
