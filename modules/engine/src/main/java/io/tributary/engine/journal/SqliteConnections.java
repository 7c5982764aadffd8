package io.tributary.engine.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.JournalMode;
import org.sqlite.SQLiteConfig.SynchronousMode;

/** How every connection to a database file is made: write-ahead log, each commit on disk. */
final class SqliteConnections {
  private SqliteConnections() {}

  /**
   * As a URI, because the driver takes what follows a question mark in a plain path as settings.
   */
  static String url(Path file) {
    return "jdbc:sqlite:file:" + file.toAbsolutePath().toUri().getRawPath();
  }

  static Connection open(Path file, Duration busyTimeout) throws SQLException {
    return settings(busyTimeout).createConnection(url(file));
  }

  /** Sees a database that others are writing; creates nothing. */
  static Connection openToRead(Path file, Duration busyTimeout) throws SQLException {
    return openToRead(url(file), busyTimeout);
  }

  /**
   * The same.
   *
   * @param url as {@link #url} makes it
   */
  static Connection openToRead(String url, Duration busyTimeout) throws SQLException {
    SQLiteConfig config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(Math.toIntExact(busyTimeout.toMillis()));
    return config.createConnection(url);
  }

  static SQLiteConfig settings(Duration busyTimeout) {
    SQLiteConfig config = new SQLiteConfig();
    config.setJournalMode(JournalMode.WAL);
    config.setSynchronous(SynchronousMode.FULL);
    config.setBusyTimeout(Math.toIntExact(busyTimeout.toMillis()));
    config.enforceForeignKeys(true);
    return config;
  }
}
