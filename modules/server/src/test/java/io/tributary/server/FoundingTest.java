package io.tributary.server;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.server.membership.Membership;
import io.tributary.server.settings.AkkaSettings;
import io.tributary.server.settings.NodeFile;
import io.tributary.server.settings.NodeSettings;
import io.tributary.testkit.network.FreePorts;
import io.tributary.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** Who founds a cluster, and who must not: there may be one already that cannot be reached. */
public final class FoundingTest extends JUnitSuite {
  /** Longer than a first seed node waits for others before it founds a cluster. */
  private static final String IN_VAIN = "10s";

  private static final String JOIN_TIMEOUT = "60s";
  private static final long PATIENCE_SECONDS = 120;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final PostgresServer database = PostgresServer.start();
  private Path root;
  private int port;

  @Before
  public void prepare() throws IOException {
    root = folder.getRoot().toPath().toRealPath();
    port = FreePorts.onLoopback();
  }

  @After
  public void close() {
    database.close();
  }

  private RunningNode firstSeed() throws IOException {
    return firstSeed(JOIN_TIMEOUT);
  }

  private RunningNode firstSeed(String joinTimeout) throws IOException {
    Path password = Files.writeString(root.resolve("password"), PostgresServer.PASSWORD);
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    return RunningNode.start(
        root,
        """
        tributary.cluster {
          join = seeds, port = %1$d, join-timeout = %2$s
          seed-nodes = ["127.0.0.1:%1$d", "127.0.0.2:%1$d"]
        }
        tributary.journal {
          kind = postgresql, postgresql { url = "%3$s", password-file = "%4$s" }
        }
        """
            .formatted(port, joinTimeout, database.url(), password));
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.connect(PostgresServer.DATABASE);
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private List<String> members() throws SQLException {
    List<String> members = new ArrayList<>();
    try (Connection connection = database.connect(PostgresServer.DATABASE);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT address FROM tributary_member")) {
      while (rows.next()) {
        members.add(rows.getString(1));
      }
    }
    return members;
  }

  private String address(String host) {
    return "akka://tributary@" + host + ":" + port;
  }

  @Test
  public void nobodyFoundsASecondClusterBesideOneThatLives() throws Exception {
    firstSeed().close();
    assertEquals("it has left", List.of(), members());

    String other = address("127.0.0.2");
    execute("INSERT INTO tributary_member VALUES ('" + other + "', 'infinity')");
    TributaryException alone =
        Assert.assertThrows(TributaryException.class, () -> firstSeed(IN_VAIN));
    assertEquals(FailureKind.NETWORK, alone.kind());
    assertEquals(List.of(other), members());

    execute("UPDATE tributary_member SET seen = now() - interval '16 seconds'");
    try (RunningNode node = firstSeed()) {
      assertTrue(node.node().url().startsWith("http"));
    }
  }

  @Test
  public void membersOfAnotherClusterOrOfBeforeDoNotMatter() throws Exception {
    firstSeed().close();
    execute(
        "INSERT INTO tributary_member VALUES ('%s', 'infinity'), ('%s', 'infinity')"
            .formatted(address("127.0.0.1"), "akka://another@127.0.0.2:" + port));
    try (RunningNode node = firstSeed()) {
      assertTrue(node.node().url().startsWith("http"));
    }
  }

  /** It would wait for its join timeout, of minutes, although nothing is left that could join. */
  @Test
  public void aNodeThatIsRemovedWhileItJoinsEndsAtOnce() throws Exception {
    firstSeed().close();
    execute(
        "INSERT INTO tributary_member VALUES ('%s', 'infinity')".formatted(address("127.0.0.2")));
    NodeSettings settings = NodeFile.read(root.resolve("node.conf"));
    NodeJournal journal = NodeJournal.open(settings, said -> {});
    ActorSystem<Void> system =
        ActorSystem.create(
            Behaviors.empty(), settings.systemName(), AkkaSettings.of(settings, journal.config()));
    FutureTask<Void> joining = new FutureTask<>(() -> Membership.join(system, settings), null);
    Thread joins = new Thread(joining, "joins");
    joins.start();
    awaitThatItWaits(joins);
    CoordinatedShutdown.get(system).runAll(CoordinatedShutdown.clusterDowningReason());

    ExecutionException ended =
        Assert.assertThrows(
            ExecutionException.class, () -> joining.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    TributaryException removed = (TributaryException) ended.getCause();
    assertEquals(removed.failure().oneLine(), FailureKind.INTERNAL, removed.kind());
    assertTrue(removed.failure().reason().contains("removed from its cluster"));
  }

  /** For the cluster: by then it listens for the end of its own node. */
  private static void awaitThatItWaits(Thread thread) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (Stream.of(thread.getStackTrace()).noneMatch(FoundingTest::isWaiting)) {
      assertTrue("it does not join", System.nanoTime() < end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
  }

  private static boolean isWaiting(StackTraceElement frame) {
    return frame.getClassName().equals(Membership.class.getName())
        && frame.getMethodName().equals("await");
  }
}
