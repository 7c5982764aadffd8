package io.tributary.engine.node;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import akka.Done;
import akka.actor.typed.DispatcherSelector;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import akka.persistence.jdbc.query.javadsl.JdbcReadJournal;
import akka.persistence.query.EventEnvelope;
import akka.persistence.query.Offset;
import akka.persistence.query.PersistenceQuery;
import akka.stream.javadsl.Sink;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.journal.OtherProcess;
import io.tributary.engine.journal.SqliteJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

public final class LocalNodeTest extends JUnitSuite {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** Persists lines forever and prints each once it is acknowledged. */
  static final class Author {
    private Author() {}

    public static void main(String[] arguments) {
      EntityRef<Note.Command> note = note(LocalNode.start(Path.of(arguments[0])));
      for (int number = 1; ; number++) {
        add(note, "line " + number);
        System.out.println("line " + number);
      }
    }
  }

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path database;

  @Before
  public void choose() {
    database = folder.getRoot().toPath().resolve("journal.db");
  }

  @Test
  public void whatWasPersistedIsThereAfterARestart() {
    List<String> expected = new ArrayList<>();
    try (LocalNode node = LocalNode.start(database)) {
      for (int i = 0; i < 5; i++) {
        add(note(node), "line " + i);
        expected.add("line " + i);
        expected.add("line " + i + "'");
      }
    }
    try (LocalNode node = LocalNode.start(database)) {
      assertEquals(expected, lines(note(node)));
      assertTrue(node.notice().isEmpty());
    }
  }

  @Test
  public void whatWasAcknowledgedSurvivesAKill() throws Exception {
    List<String> acknowledged = new ArrayList<>();
    try (OtherProcess other = OtherProcess.run(Author.class, database)) {
      acknowledged.add(other.line());
      acknowledged.add(other.line());
      acknowledged.addAll(other.kill());
    }
    try (LocalNode node = LocalNode.start(database)) {
      List<String> lines = lines(note(node));
      assertTrue(acknowledged + " in " + lines, lines.containsAll(acknowledged));
    }
  }

  @Test
  public void eventsAreFoundByTheirTags() throws Exception {
    try (LocalNode node = LocalNode.start(database)) {
      EntityRef<Note.Command> note = note(node);
      add(note, "first");
      List<EventEnvelope> found =
          PersistenceQuery.get(node.system())
              .getReadJournalFor(JdbcReadJournal.class, JdbcReadJournal.Identifier())
              .currentEventsByTag("notes", Offset.noOffset())
              .runWith(Sink.seq(), node.system())
              .toCompletableFuture()
              .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
      assertEquals(
          List.of(new Note.Added("first"), new Note.Added("first'")),
          found.stream().map(EventEnvelope::event).toList());
    }
  }

  @Test
  public void twoNodesOfOneProcessHaveDifferentNamesAndPorts() {
    try (LocalNode one = LocalNode.start(database);
        LocalNode other = LocalNode.start(folder.getRoot().toPath().resolve("other.db"))) {
      assertNotEquals(one.system().name(), other.system().name());
      assertNotEquals(one.system().address().port(), other.system().address().port());
      assertEquals("127.0.0.1", one.system().address().host().get());
    }
  }

  @Test
  public void stoppingDoesNotInterruptTheFileThreads() throws Exception {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<Boolean> interrupted = new CompletableFuture<>();
    LocalNode node = LocalNode.start(database);
    node.system()
        .dispatchers()
        .lookup(DispatcherSelector.fromConfig("tributary.file-dispatcher"))
        .execute(
            () -> {
              begun.countDown();
              try {
                assertTrue(goOn.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
                interrupted.complete(Thread.interrupted());
              } catch (InterruptedException e) {
                interrupted.complete(true);
              }
            });
    assertTrue(begun.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    node.close();
    goOn.countDown();
    assertFalse(interrupted.get(PATIENCE.toSeconds(), TimeUnit.SECONDS));
  }

  @Test
  public void aTakenPortIsAClearFailure() {
    try (LocalNode node = LocalNode.start(database)) {
      int port = (Integer) node.system().address().port().get();
      String taken = "tributary.local-node.akka.remote.artery.canonical.port = " + port;
      String bound = "tributary.local-node.akka.remote.artery.bind.port = " + port;
      SqliteJournal journal = SqliteJournal.open(folder.getRoot().toPath().resolve("other.db"));
      TributaryException failure =
          Assert.assertThrows(
              TributaryException.class,
              () ->
                  LocalNode.start(
                      journal,
                      ConfigFactory.load(ConfigFactory.parseString(taken + "\n" + bound))));
      assertEquals(FailureKind.INTERNAL, failure.kind());
      assertTrue(failure.getMessage(), failure.getMessage().contains("node on 127.0.0.1"));
      assertTrue(failure.getMessage(), failure.getMessage().contains("bind"));
    }
  }

  @Test
  public void closingTwiceIsQuiet() {
    LocalNode node = LocalNode.start(database);
    node.close();
    node.close();
    assertTrue(node.system().getWhenTerminated().toCompletableFuture().isDone());
  }

  private static EntityRef<Note.Command> note(LocalNode node) {
    ClusterSharding sharding = ClusterSharding.get(node.system());
    sharding.init(Entity.of(Note.KEY, context -> Note.create(context.getEntityId())));
    return sharding.entityRefFor(Note.KEY, "one");
  }

  private static void add(EntityRef<Note.Command> note, String line) {
    note.<Done>ask(replyTo -> new Note.Add(line, replyTo), PATIENCE).toCompletableFuture().join();
  }

  private static List<String> lines(EntityRef<Note.Command> note) {
    return note.<Note.State>ask(Note.Get::new, PATIENCE).toCompletableFuture().join().lines();
  }
}
