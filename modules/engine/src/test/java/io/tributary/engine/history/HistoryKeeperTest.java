package io.tributary.engine.history;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.typed.ActorRef;
import akka.persistence.jdbc.query.javadsl.JdbcReadJournal;
import akka.persistence.query.PersistenceQuery;
import akka.stream.javadsl.Sink;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.engine.Download;
import io.tributary.engine.NodeFixture;
import io.tributary.engine.Tributary;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadRequest;
import io.tributary.engine.download.DownloadEvent;
import io.tributary.engine.download.DownloadId;
import io.tributary.engine.history.HistoryLine.Kind;
import io.tributary.engine.journal.JournalDatabase;
import io.tributary.engine.journal.PostgresDatabases;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** Whatever becomes of its keepers, each event of the journal is in the history once. */
public final class HistoryKeeperTest extends JUnitSuite {
  private static final long PART = 256 << 10;
  private static final Content CONTENT = Content.synthetic(18, 12 << 20);
  private static final HistorySettings KEPT =
      new HistorySettings(true, "", Duration.ofDays(30), Duration.ofMinutes(1), 1000);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final ObjectServer objects = ObjectServer.start();
  private final String database = PostgresDatabases.fresh();
  private NodeFixture node;
  private Path directory;
  private int keepers;

  @Before
  public void start() throws Exception {
    directory = folder.getRoot().toPath().toRealPath();
    node =
        NodeFixture.start(
            "keepers",
            ConfigFactory.parseString(
                    """
                    akka.cluster.roles = ["coordinator", "fetcher", "name:here"]
                    akka.projection.restart-backoff { min-backoff = 200ms, max-backoff = 1s }
                    tributary.history.enabled = on
                    jdbc-read-journal.journal-sequence-retrieval.max-tries = 20
                    """)
                .withFallback(
                    PostgresDatabases.node(
                        PostgresDatabases.settings(PostgresDatabases.server().url(database)))));
  }

  @After
  public void stop() {
    node.close();
    objects.close();
  }

  private ActorRef<HistoryKeeper.Command> keeper(HistorySettings settings) {
    return node.kit().spawn(HistoryKeeper.create(settings), "keeper-" + ++keepers);
  }

  /** For some seconds, with a refusal now and then. */
  private Download begin(String name, long bytesPerSecond) {
    objects.put("/" + name, CONTENT);
    objects.fault(When.get("/" + name).ranged().skip(5).times(3), Fault.status(503));
    ParsedLocator source = ParsedLocator.parse(objects.url("/" + name));
    DownloadOptions options =
        DownloadOptions.builder()
            .partSizeBytes(PART)
            .thresholdBytes(0)
            .lanes(3)
            .limitBytesPerSecond(bytesPerSecond)
            .build();
    return Tributary.get(node.system())
        .start(
            new DownloadRequest(
                source,
                directory.resolve(name),
                SourceOptions.defaults(),
                new SourceSecrets(source.url(), List.of(), ""),
                options));
  }

  private String id(String name) {
    return DownloadId.of("", directory.resolve(name).toString());
  }

  private static void await(Download download) throws Exception {
    NodeFixture.await(download.result());
  }

  private List<HistoryLine> history(String id) throws SQLException {
    try (Connection connection = JournalDatabase.get(node.system()).connect()) {
      return HistoryTables.page(connection, id, HistoryPlace.START, HistoryPage.MOST).lines();
    }
  }

  /** What the history of a download should be, by its journal. */
  private List<HistoryLine> journaled(String id) throws Exception {
    List<HistoryLine> lines = new ArrayList<>();
    NodeFixture.await(
            PersistenceQuery.get(node.system())
                .getReadJournalFor(JdbcReadJournal.class, JdbcReadJournal.Identifier())
                .currentEventsByPersistenceId("Download|" + id, 0, Long.MAX_VALUE)
                .runWith(Sink.seq(), node.system()))
        .forEach(
            one ->
                lines.addAll(
                    EventLines.of(
                        one.sequenceNr() - 1,
                        one.sequenceNr(),
                        Instant.ofEpochMilli(one.timestamp()),
                        (DownloadEvent) one.event())));
    return lines;
  }

  private void execute(String statement) throws SQLException {
    try (Connection connection = PostgresDatabases.server().connect(database);
        Statement running = connection.createStatement()) {
      running.execute(statement);
    }
  }

  /** Killed by a stop in its middle, by the loss of its connection, and by a rival. */
  @Test
  public void eachEventIsInItOnceWhateverBecomesOfItsKeepers() throws Exception {
    List<String> names = List.of("a", "b", "c");
    List<Download> downloads = names.stream().map(name -> begin(name, 2_000_000)).toList();
    ActorRef<HistoryKeeper.Command> keeper = keeper(KEPT);
    for (int kills = 0; kills < 6; kills++) {
      ActorRef<HistoryKeeper.Command> rival = keeper(KEPT);
      // Both read the same events for a while.
      node.pass(Duration.ofMillis(700));
      execute(
          "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
              + " WHERE query LIKE '%tributary_history%' AND pid <> pg_backend_pid()");
      node.kit().stop(keeper);
      keeper = rival;
    }
    for (Download download : downloads) {
      await(download);
    }

    for (String name : names) {
      node.eventually(() -> assertEquals(journaled(id(name)), history(id(name))));
      long refused = refused(history(id(name)));
      assertEquals("refusals of " + name, 3, refused);
    }
  }

  private static long refused(List<HistoryLine> lines) {
    return lines.stream()
        .filter(line -> line.failureOrNull() == FailureKind.THROTTLED)
        .mapToLong(HistoryLine::requests)
        .sum();
  }

  @Test
  public void eventsThatWereDeletedBeforeTheyWereReadAreToldOf() throws Exception {
    await(begin("gap", 0));
    List<HistoryLine> all = journaled(id("gap"));
    execute("DELETE FROM event_journal WHERE sequence_number <= 2");

    keeper(KEPT);

    node.eventually(
        () -> {
          List<HistoryLine> lines = history(id("gap"));
          assertEquals(Kind.COMPLETED, lines.get(lines.size() - 1).kind());
        });
    List<HistoryLine> lines = history(id("gap"));
    assertEquals(Kind.MISSING, lines.get(0).kind());
    assertTrue(lines.get(0).reason(), lines.get(0).reason().startsWith("events 1 to 2 "));
    assertEquals(all.stream().filter(line -> line.event() > 2).count(), lines.size() - 1);
  }

  @Test
  public void whatIsTooOldIsDeletedStepByStep() throws Exception {
    await(begin("old", 0));
    ActorRef<HistoryKeeper.Command> keeper = keeper(KEPT);
    node.eventually(() -> assertEquals(journaled(id("old")), history(id("old"))));
    node.kit().stop(keeper);

    keeper(new HistorySettings(true, "", Duration.ZERO, Duration.ofMillis(300), 2));

    node.eventually(() -> assertEquals(List.of(), history(id("old"))));
  }

  @Test
  public void asManyAsAreTooOldAreDeletedInOneTransaction() throws Exception {
    await(begin("step", 0));
    ActorRef<HistoryKeeper.Command> keeper = keeper(KEPT);
    node.eventually(() -> assertEquals(journaled(id("step")), history(id("step"))));
    node.kit().stop(keeper);
    int lines = history(id("step")).size();

    try (Connection connection = JournalDatabase.get(node.system()).connect()) {
      assertTrue(HistoryTables.sweep(connection, Instant.now().plusSeconds(1), 2));
    }

    assertEquals(lines - 2, history(id("step")).size());
  }

  /** What is done with traces must not hold up the history. */
  @Test
  public void whoCannotHearOfAnEndHoldsNothingUp() throws Exception {
    AtomicInteger told = new AtomicInteger();
    History.listen(
        node.system(),
        new RunListener() {
          @Override
          public int mostLines() {
            return 10;
          }

          @Override
          public void ended(FinishedRun run) {
            told.incrementAndGet();
            throw new IllegalStateException("for " + run.id());
          }
        });
    await(begin("told", 0));
    keeper(KEPT);
    node.eventually(() -> assertEquals(journaled(id("told")), history(id("told"))));
    assertEquals("once", 1, told.get());
  }
}
