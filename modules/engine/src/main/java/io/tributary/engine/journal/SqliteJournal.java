package io.tributary.engine.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * The journal of one machine: a SQLite database file, checked and with its tables in place before
 * an actor system uses it. Opening blocks.
 *
 * @param file the database; beside it are SQLite's own {@code -wal} and {@code -shm}
 * @param setAside where an unusable database that was found there has been moved, and why
 */
public record SqliteJournal(Path file, Optional<SetAside> setAside) {
  /** How long any access waits for a lock that another process holds on the database. */
  static final Duration BUSY_TIMEOUT = Duration.ofSeconds(5);

  static final String DATABASE = "akka-persistence-jdbc.shared-databases.tributary.db";
  private static final String SHARES_JOURNAL = "tributary.node.shares-journal";

  /** A database that could not be used. It was renamed, never deleted. */
  public record SetAside(Path movedTo, String reason) {}

  /**
   * Makes the database usable: creates it (for its owner only), or checks it. A damaged, foreign or
   * newer database is renamed to {@code ….corrupt-<time>} and a new one begun.
   *
   * @throws TributaryException STATE_UNUSABLE when it is locked by another process, or cannot be
   *     read or written; it is left as it is then
   */
  public static SqliteJournal open(Path file) {
    return open(file, BUSY_TIMEOUT);
  }

  static SqliteJournal open(Path file, Duration busyTimeout) {
    Optional<SetAside> setAside =
        examine(file, busyTimeout).map(reason -> DamagedDatabase.setAside(file, reason));
    createForOwnerOnly(file);
    try (Connection connection = SqliteConnections.open(file, busyTimeout)) {
      SqliteSchema.create(connection);
    } catch (SQLException e) {
      throw SqliteFailure.of(file, e);
    }
    return new SqliteJournal(file, setAside);
  }

  /** Notes what the database is for. */
  void describe(String destination, String source) {
    try (Connection connection = SqliteConnections.open(file, BUSY_TIMEOUT)) {
      StateDescription.write(connection, destination, source);
    } catch (SQLException e) {
      throw SqliteFailure.of(file, e);
    }
  }

  /**
   * Settings for the actor system: what the plugins need besides {@code tributary.local-node}, and
   * that nobody else can take over what is in a file that is locked.
   */
  public Config config() {
    Map<String, Object> properties = new HashMap<>();
    SqliteConnections.settings(BUSY_TIMEOUT)
        .toProperties()
        .forEach((name, value) -> properties.put(name.toString(), value.toString()));
    return ConfigFactory.empty()
        .withValue(DATABASE + ".url", ConfigValueFactory.fromAnyRef(SqliteConnections.url(file)))
        .withValue(DATABASE + ".properties", ConfigValueFactory.fromMap(properties))
        .withValue(SHARES_JOURNAL, ConfigValueFactory.fromAnyRef(false));
  }

  /** What to tell the user about a database that was set aside. */
  public Optional<String> notice() {
    return setAside.map(
        moved ->
            "the state in "
                + file
                + " could not be used ("
                + moved.reason()
                + "); it is kept as "
                + moved.movedTo()
                + ", and the download starts anew");
  }

  private static Optional<String> examine(Path file, Duration busyTimeout) {
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(objection(file, busyTimeout)).filter(text -> !text.isEmpty());
    } catch (SQLException e) {
      if (DamagedDatabase.isDamage(e)) {
        return Optional.of("it is damaged");
      }
      throw SqliteFailure.of(file, e);
    }
  }

  /**
   * Looks without writing: closing a writable connection would merge the log into a database that
   * may be damaged, and delete it. Only a creation that a crash cut short has to be rolled back.
   */
  private static String objection(Path file, Duration busyTimeout) throws SQLException {
    try (Connection connection = SqliteConnections.openToRead(file, busyTimeout)) {
      return SqliteSchema.objection(connection);
    } catch (SQLiteException e) {
      if (e.getResultCode() != SQLiteErrorCode.SQLITE_READONLY_ROLLBACK) {
        throw e;
      }
      try (Connection connection = SqliteConnections.open(file, busyTimeout)) {
        return SqliteSchema.objection(connection);
      }
    }
  }

  private static void createForOwnerOnly(Path file) {
    try {
      if (!Files.exists(file)) {
        Files.createFile(
            file,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      }
    } catch (IOException e) {
      throw new Failure(
              FailureKind.STATE_UNUSABLE,
              "create",
              file.toString(),
              "the file cannot be written: " + e.getMessage(),
              "choose another directory with --state-dir")
          .asException(e);
    }
  }
}
