package io.tributary.engine.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The journal of a cluster: a PostgreSQL database that all nodes share, with its tables in place
 * before an actor system uses it.
 */
public final class PostgresJournal {
  private static final String BY_HAND =
      "run the file postgresql.sql that came with the program in it, for tables of the version"
          + " before what is below its line Version "
          + PostgresSchema.VERSION;

  /** Of a user that may not change tables. */
  private static final String NO_RIGHT = "42501";

  private static final String DATABASE = "akka-persistence-jdbc.shared-databases.tributary.db";
  private static final Duration LEAST_PAUSE = Duration.ofMillis(250);
  private static final Duration MOST_PAUSE = Duration.ofSeconds(5);

  /** SQL states, or classes of them, that waiting may change. */
  private static final Set<String> PASSING = Set.of("08", "53", "57P", "40", "55P03");

  private final PostgresSettings settings;
  private final Config application;

  private PostgresJournal(PostgresSettings settings, Config application) {
    this.settings = settings;
    this.application = application;
  }

  /**
   * Makes the database usable, as {@code tributary.journal.postgresql} says. Blocks: while the
   * database is away it tries again, with growing pauses, for {@code start-patience}.
   *
   * @param application loaded configuration, reference.conf included
   * @param waiting hears, in one line, why it has to wait, each time
   * @throws TributaryException USAGE when the settings cannot work; STATE_UNUSABLE when the
   *     database stays away, refuses this node, or has tables of another version
   */
  public static PostgresJournal open(Config application, Consumer<String> waiting) {
    PostgresSettings settings = PostgresSettings.of(application);
    long end = System.nanoTime() + settings.startPatience().toNanos();
    for (Duration pause = LEAST_PAUSE; ; pause = longer(pause)) {
      try {
        prepare(settings);
        return new PostgresJournal(settings, application);
      } catch (SQLException e) {
        if (!passing(e) || System.nanoTime() - end + pause.toNanos() > 0) {
          throw unusable(settings, reason(e), advice(e), e);
        }
        waiting.accept("waiting for the database " + settings.display() + ": " + reason(e));
        sleep(settings, pause);
      }
    }
  }

  private static void prepare(PostgresSettings settings) throws SQLException {
    if (settings.createSchema()) {
      try (Connection connection = connect(settings)) {
        PostgresSchema.create(connection);
      }
    }
    try (Connection connection = connect(settings)) {
      String objection = PostgresSchema.objection(connection);
      if (!objection.isEmpty()) {
        throw unusable(settings, objection, BY_HAND + ", or set create-schema = on", null);
      }
    }
  }

  private static Connection connect(PostgresSettings settings) throws SQLException {
    return DriverManager.getConnection(settings.url(), settings.properties());
  }

  /**
   * Settings for the actor system: the plugins, their one pool of connections, and what {@code
   * tributary.journal.postgresql.node} says.
   */
  public Config config() {
    Map<String, Object> properties = new HashMap<>();
    settings
        .properties()
        .forEach((name, value) -> properties.put(name.toString(), value.toString()));
    return ConfigFactory.empty()
        .withValue(DATABASE + ".url", ConfigValueFactory.fromAnyRef(settings.url()))
        .withValue(DATABASE + ".properties", ConfigValueFactory.fromMap(properties))
        .withFallback(application.getConfig(PostgresSettings.PATH + ".node"));
  }

  private static boolean passing(SQLException e) {
    String state = String.valueOf(e.getSQLState());
    return PASSING.stream().anyMatch(state::startsWith);
  }

  private static String reason(SQLException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("it gives no reason");
  }

  private static String advice(SQLException e) {
    if (NO_RIGHT.equals(e.getSQLState())) {
      return BY_HAND + ", as their owner, and set create-schema = off";
    }
    return passing(e)
        ? "start it, or check " + PostgresSettings.PATH + ".url"
        : "check the settings under " + PostgresSettings.PATH;
  }

  private static TributaryException unusable(
      PostgresSettings settings, String reason, String advice, Throwable causeOrNull) {
    Failure failure =
        new Failure(
            FailureKind.STATE_UNUSABLE, "use the database", settings.display(), reason, advice);
    return causeOrNull == null ? failure.asException() : failure.asException(causeOrNull);
  }

  private static Duration longer(Duration pause) {
    Duration twice = pause.multipliedBy(2);
    return twice.compareTo(MOST_PAUSE) > 0 ? MOST_PAUSE : twice;
  }

  private static void sleep(PostgresSettings settings, Duration pause) {
    try {
      TimeUnit.MILLISECONDS.sleep(pause.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unusable(settings, "the start was interrupted", "", e);
    }
  }
}
