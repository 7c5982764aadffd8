package io.tributary.engine.journal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.testkit.postgres.PostgresServer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** A node finds its database ready, or says in one line why not. */
public final class PostgresJournalTest extends JUnitSuite {
  private static final int NODES = 12;
  private static final long PATIENCE_SECONDS = 60;

  private final String database = PostgresDatabases.fresh();

  private static Config with(Config settings, Map<String, Object> further) {
    Config other = ConfigFactory.empty();
    for (Map.Entry<String, Object> setting : further.entrySet()) {
      other =
          ConfigFactory.parseMap(
                  Map.of(PostgresSettings.PATH + "." + setting.getKey(), setting.getValue()))
              .withFallback(other);
    }
    return other.withFallback(settings);
  }

  private Config settings() {
    return PostgresDatabases.settings(PostgresDatabases.server().url(database));
  }

  private static Failure failure(Config settings) {
    return Assert.assertThrows(
            TributaryException.class, () -> PostgresJournal.open(settings, waiting -> {}))
        .failure();
  }

  private static Connection connect(String database) throws SQLException {
    return PostgresDatabases.server().connect(database);
  }

  /** Columns, keys, indexes, triggers and functions, as text. */
  private static List<String> shape(String database) throws SQLException {
    List<String> shape = new ArrayList<>();
    for (String query :
        List.of(
            "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable,"
                + " column_default FROM information_schema.columns WHERE table_schema = 'public'"
                + " ORDER BY 1, ordinal_position",
            "SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1, 2",
            "SELECT conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint"
                + " WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2",
            "SELECT pg_get_triggerdef(oid) FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1",
            "SELECT sequencename FROM pg_sequences ORDER BY 1",
            "SELECT prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace")) {
      shape.addAll(rows(database, query));
    }
    return shape;
  }

  private static List<String> rows(String database, String query) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          text.append(row.getString(i)).append(' ');
        }
        rows.add(text.toString());
      }
    }
    return rows;
  }

  @Test
  public void nodesThatStartAtOnceCreateTheTablesOnce() throws Exception {
    Config settings = settings();
    ExecutorService nodes = Executors.newFixedThreadPool(NODES);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<PostgresJournal>> opened = new ArrayList<>();
    Callable<PostgresJournal> open =
        () -> {
          start.await();
          return PostgresJournal.open(settings, waiting -> {});
        };
    for (int i = 0; i < NODES; i++) {
      opened.add(nodes.submit(open));
    }
    start.countDown();
    for (Future<PostgresJournal> one : opened) {
      one.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
    nodes.shutdown();

    assertEquals(
        List.of(PostgresSchema.VERSION + " "),
        rows(database, "SELECT version FROM tributary_schema"));
  }

  @Test
  public void theShippedFileMakesWhatANodeMakes() throws Exception {
    PostgresJournal.open(settings(), waiting -> {});
    String byHand = PostgresDatabases.fresh();
    Path shipped = Path.of("src", "main", "resources", "io", "tributary", "engine", "journal");
    try (Connection connection = connect(byHand);
        Statement statement = connection.createStatement()) {
      statement.execute(Files.readString(shipped.resolve("postgresql.sql")));
    }

    assertEquals(shape(database), shape(byHand));
    Config settings = PostgresDatabases.settings(PostgresDatabases.server().url(byHand));
    PostgresJournal.open(with(settings, Map.of("create-schema", false)), waiting -> {});
  }

  private static final String EARLIER_ROW =
      """
      INSERT INTO tributary_submission (id, seq, request_id, source, object_key, destination, home,
        spec, wish, state, begun, submitted_millis, changed_millis, kind, bytes_done, size_bytes)
      VALUES ('%s', %d, '', 's', 'k', 'd', '', '', 'RUN', 'WAITING', false, 0, 0, 'JOB', 0, -1)
      """;

  private static void execute(String database, String statements) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute(statements);
    }
  }

  @Test
  public void whatEarlierTablesLackIsAddedAndEarlierNodesGoOn() throws Exception {
    String script = PostgresSchema.script();
    String earlier = script.substring(0, script.indexOf("-- Added since"));
    execute(database, earlier);
    execute(database, EARLIER_ROW.formatted("before", 1));
    Failure failure = failure(with(settings(), Map.of("create-schema", false)));
    assertTrue(failure.oneLine(), failure.reason().contains("lack what was added"));

    PostgresJournal.open(settings(), waiting -> {});
    PostgresJournal.open(settings(), waiting -> {});
    execute(database, EARLIER_ROW.formatted("since", 2));

    assertEquals(
        List.of("before 0 ", "since 0 "),
        rows(database, "SELECT id, priority FROM tributary_submission ORDER BY seq"));
    String fresh = PostgresDatabases.fresh();
    execute(fresh, script);
    assertEquals(shape(fresh), shape(database));
  }

  /** With what is in them, and once. */
  @Test
  public void tablesOfTheVersionBeforeAreExtended() throws Exception {
    String before = PostgresDatabases.fresh();
    String script = PostgresSchema.script();
    try (Connection connection = connect(before);
        Statement statement = connection.createStatement()) {
      statement.execute(script.substring(0, script.indexOf("-- Version 4.")));
      statement.execute("INSERT INTO tributary_member (address, seen) VALUES ('kept', now())");
    }
    assertEquals(List.of("3 "), rows(before, "SELECT version FROM tributary_schema"));
    Config settings = PostgresDatabases.settings(PostgresDatabases.server().url(before));
    Failure refused = failure(with(settings, Map.of("create-schema", false)));
    assertTrue(refused.oneLine(), refused.oneLine().contains("version 3"));

    PostgresJournal.open(settings, waiting -> {});
    PostgresJournal.open(settings, waiting -> {});
    try (Connection connection = connect(before);
        Statement statement = connection.createStatement()) {
      // As whoever goes back to the version before does.
      statement.execute("UPDATE tributary_schema SET version = 3");
    }
    PostgresJournal.open(settings, waiting -> {});

    PostgresJournal.open(settings(), waiting -> {});
    assertEquals(shape(database), shape(before));
    assertEquals(List.of("4 "), rows(before, "SELECT version FROM tributary_schema"));
    assertEquals(List.of("kept "), rows(before, "SELECT address FROM tributary_member"));
  }

  @Test
  public void theTablesAreThoseThatThePluginMakes() throws Exception {
    PostgresJournal.open(settings(), waiting -> {});
    String plugins = PostgresDatabases.fresh();
    String script =
        new String(
            getClass()
                .getResourceAsStream("/schema/postgres/postgres-create-schema.sql")
                .readAllBytes(),
            StandardCharsets.UTF_8);
    try (Connection connection = connect(plugins);
        Statement statement = connection.createStatement()) {
      statement.execute(script.replace("CONCURRENTLY", ""));
    }
    String columns =
        "SELECT table_name, column_name, data_type, character_maximum_length, is_nullable,"
            + " column_default FROM information_schema.columns WHERE table_name IN"
            + " ('event_journal', 'event_tag', 'snapshot') ORDER BY 1, ordinal_position";

    assertEquals(rows(plugins, columns), rows(database, columns));
    assertEquals(24, rows(database, columns).size());
  }

  @Test
  public void withoutTablesAndLeaveToMakeThemItSaysWhatToDo() {
    Failure failure = failure(with(settings(), Map.of("create-schema", false)));

    assertEquals(FailureKind.STATE_UNUSABLE, failure.kind());
    assertTrue(failure.oneLine(), failure.advice().contains("postgresql.sql"));
  }

  @Test
  public void tablesOfAnotherVersionAreLeftAlone() throws Exception {
    PostgresJournal.open(settings(), waiting -> {});
    try (Connection connection = connect(database);
        PreparedStatement newer =
            connection.prepareStatement("UPDATE tributary_schema SET version = 99")) {
      newer.executeUpdate();
    }

    assertTrue(failure(settings()).reason().contains("99"));
  }

  @Test
  public void aDatabaseThatIsAwayAtTheStartIsWaitedFor() throws Exception {
    try (PostgresServer server = PostgresServer.start()) {
      server.kill();
      List<String> heard = new ArrayList<>();

      PostgresJournal.open(
          PostgresDatabases.settings(server.url()),
          waiting -> {
            heard.add(waiting);
            if (heard.size() == 2) {
              start(server);
            }
          });

      assertTrue(heard.toString(), heard.get(0).contains("127.0.0.1:" + server.port()));
      assertTrue(heard.size() >= 2);
    }
  }

  private static void start(PostgresServer server) {
    try {
      server.restart();
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  public void aDatabaseThatStaysAwayIsNamed() {
    Failure failure =
        failure(
            with(
                PostgresDatabases.settings("jdbc:postgresql://127.0.0.1:1/none?sslmode=disable"),
                Map.of("start-patience", "1s")));

    assertEquals(FailureKind.STATE_UNUSABLE, failure.kind());
    assertTrue(failure.oneLine(), failure.oneLine().contains("jdbc:postgresql://127.0.0.1:1/none"));
  }

  @Test
  public void aWrongPasswordIsNotWaitedForAndNotRepeated() throws Exception {
    Path wrong = Files.createTempFile("tributary-password", "");
    Files.writeString(wrong, "hush-hush");
    try {
      Failure failure = failure(with(settings(), Map.of("password-file", wrong.toString())));

      assertEquals(FailureKind.STATE_UNUSABLE, failure.kind());
      assertFalse(failure.oneLine(), failure.oneLine().contains("hush-hush"));
    } finally {
      Files.delete(wrong);
    }
  }

  @Test
  public void aPasswordThatIsNotThereIsSaid() {
    Failure failure =
        failure(
            with(settings(), Map.of("password-file", "", "password-variable", "NOT_SET_AT_ALL")));

    assertTrue(failure.oneLine(), failure.oneLine().contains("NOT_SET_AT_ALL is not set"));
  }

  @Test
  public void aPasswordInTheUrlIsRefused() {
    for (String url : List.of("jdbc:postgresql://h/d?password=x", "jdbc:postgresql://user:x@h/d")) {
      Failure failure = failure(with(settings(), Map.of("url", url)));
      assertEquals(FailureKind.USAGE, failure.kind());
      assertFalse(failure.oneLine(), failure.oneLine().contains("=x"));
    }
  }

  @Test
  public void noSettingOfTheActorSystemHoldsThePassword() {
    String all = PostgresDatabases.node(settings()).root().render();

    assertFalse(all.contains(PostgresServer.PASSWORD));
  }
}
