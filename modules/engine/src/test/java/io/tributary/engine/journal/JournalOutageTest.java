package io.tributary.engine.journal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.AskPattern;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.testkit.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/**
 * The database goes away, stands still or answers too late, under entities that are at work:
 * nothing that was acknowledged is lost, and they go on when it is back.
 */
public final class JournalOutageTest extends JUnitSuite {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration ONE_TRY = Duration.ofSeconds(2);

  private static final Config QUICK =
      ConfigFactory.parseString(
          """
          akka.actor.provider = local
          akka.actor.typed.extensions = []
          jdbc-journal.circuit-breaker { call-timeout = 1s, reset-timeout = 500ms }
          jdbc-journal.recovery-event-timeout = 2s
          jdbc-snapshot-store.circuit-breaker { call-timeout = 1s, reset-timeout = 500ms }
          akka-persistence-jdbc.shared-databases.tributary.db.connectionTimeout = 1s
          """);

  private PostgresServer server;
  private ActorTestKit kit;
  private TestProbe<Object> clock;
  private ActorRef<Tally.Command> tally;

  @Before
  public void start() {
    server = PostgresServer.start();
    kit =
        ActorTestKit.create(
            "outage",
            QUICK.withFallback(PostgresDatabases.node(PostgresDatabases.settings(server.url()))));
    clock = kit.createTestProbe();
    tally = kit.spawn(Tally.create("a"));
  }

  @After
  public void stop() {
    kit.shutdownTestKit();
    server.close();
  }

  /** One try: the answer, or none. */
  private boolean add(ActorRef<Tally.Command> to, int number) {
    try {
      AskPattern.<Tally.Command, Tally.Numbers>ask(
              to, replyTo -> new Tally.Add(number, replyTo), ONE_TRY, kit.scheduler())
          .toCompletableFuture()
          .get();
      return true;
    } catch (ExecutionException unanswered) {
      return false;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private void addUntilAnswered(int number) {
    clock.awaitAssert(
        PATIENCE,
        () -> {
          assertTrue("number " + number, add(tally, number));
          return number;
        });
  }

  /** What a new incarnation reads from the journal. */
  private List<Integer> journaled() {
    ActorRef<Tally.Command> reader = kit.spawn(Tally.create("a"));
    TestProbe<Tally.Numbers> probe = kit.createTestProbe();
    reader.tell(new Tally.Get(probe.ref()));
    return probe.receiveMessage(PATIENCE).all();
  }

  private static List<Integer> upTo(int number) {
    return IntStream.rangeClosed(1, number).boxed().toList();
  }

  @Test
  public void aDatabaseThatIsKilledMidwayLosesNothingThatWasAcknowledged() throws Exception {
    int number = 1;
    for (int round = 0; round < 3; round++) {
      for (int end = number + 10; number < end; number++) {
        addUntilAnswered(number);
      }
      server.kill();
      assertFalse("nobody can have journaled it", add(tally, number));
      server.restart();
    }
    addUntilAnswered(number);

    assertEquals(upTo(number), journaled());
  }

  @Test
  public void anEntityThatIsWokenMeanwhileIsThereWhenTheDatabaseIs() throws Exception {
    addUntilAnswered(1);
    server.kill();
    ActorRef<Tally.Command> woken = kit.spawn(Tally.create("a"));
    TestProbe<Tally.Numbers> probe = kit.createTestProbe();
    woken.tell(new Tally.Get(probe.ref()));
    probe.expectNoMessage(ONE_TRY);
    server.restart();

    clock.awaitAssert(
        PATIENCE,
        () -> {
          woken.tell(new Tally.Get(probe.ref()));
          return probe.receiveMessage(Duration.ofSeconds(1));
        });
    assertEquals(upTo(1), journaled());
  }

  @Test
  public void aDatabaseThatStandsStillIsNotTakenForOneThatWrites() {
    addUntilAnswered(1);
    server.freeze();
    assertFalse("it stands still", add(tally, 2));
    server.thaw();

    for (int number = 2; number <= 12; number++) {
      addUntilAnswered(number);
    }
    assertEquals(upTo(12), journaled());
  }

  @Test
  public void anEventThatIsCommittedAfterItsWriterGaveUpIsThereOnce() throws Exception {
    addUntilAnswered(1);
    try (Connection other = server.connect(PostgresServer.DATABASE);
        Statement lock = other.createStatement()) {
      other.setAutoCommit(false);
      // Lets others read, and an insert wait.
      lock.execute("LOCK TABLE event_journal IN SHARE MODE");
      assertFalse("it waits for the lock", add(tally, 2));
      other.commit();
    }
    // The late event takes a number that its own writer, which knows nothing of it, uses next.
    for (int number = 3; number <= 12; number++) {
      addUntilAnswered(number);
    }
    addUntilAnswered(2);

    List<Integer> journaled = journaled();
    assertEquals(upTo(12), journaled.stream().sorted().toList());
  }

  @Test
  public void aWriterThatLostItsPlaceIsRefusedAndLearnsWhatHappened() throws Exception {
    ActorRef<Tally.Command> stale = kit.spawn(Tally.create("a"));
    requireNothingYet(stale);
    TestProbe<Tally.Numbers> probe = kit.createTestProbe();
    // The other one writes, and deletes what it has in a snapshot.
    for (int number = 1; number <= 20; number++) {
      addUntilAnswered(number);
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (count("event_journal") >= 20) {
      assertTrue("events are deleted", System.nanoTime() < end);
    }

    assertFalse("it is refused", add(stale, 100));
    stale.tell(new Tally.Get(probe.ref()));
    assertEquals(upTo(20), probe.receiveMessage(PATIENCE).all());
    assertEquals(upTo(20), journaled());
  }

  /** It has read the journal by now, and nothing was there. */
  private void requireNothingYet(ActorRef<Tally.Command> entity) {
    TestProbe<Tally.Numbers> probe = kit.createTestProbe();
    Tally.Numbers read =
        clock.awaitAssert(
            PATIENCE,
            () -> {
              entity.tell(new Tally.Get(probe.ref()));
              return probe.receiveMessage(Duration.ofSeconds(1));
            });
    assertEquals(List.of(), read.all());
  }

  private long count(String table) throws SQLException {
    try (Connection connection = server.connect(PostgresServer.DATABASE);
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table)) {
      count.next();
      return count.getLong(1);
    }
  }
}
