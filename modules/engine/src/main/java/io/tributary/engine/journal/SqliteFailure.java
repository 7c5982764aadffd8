package io.tributary.engine.journal;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import org.sqlite.NativeLibraryNotFoundException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Why a database that is not damaged cannot be used, and what to do about it. */
final class SqliteFailure {
  private static final Set<SQLiteErrorCode> LOCKED =
      Set.of(
          SQLiteErrorCode.SQLITE_BUSY,
          SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT,
          SQLiteErrorCode.SQLITE_BUSY_RECOVERY,
          SQLiteErrorCode.SQLITE_LOCKED);

  private SqliteFailure() {}

  static TributaryException of(Path file, SQLException cause) {
    if (cause instanceof SQLiteException sqlite && LOCKED.contains(sqlite.getResultCode())) {
      return failure(
          file,
          "it is locked by " + LockHolder.describe(file),
          "end that program and run the same command again",
          cause);
    }
    if (cause.getCause() instanceof NativeLibraryNotFoundException) {
      return failure(
          file,
          "SQLite's native library cannot be loaded",
          "make the state directory writable for you alone (chmod 700), and check that it is not"
              + " mounted noexec",
          cause);
    }
    return failure(
        file,
        String.valueOf(cause.getMessage()),
        "check the disk, or choose another directory with --state-dir",
        cause);
  }

  private static TributaryException failure(
      Path file, String reason, String advice, Throwable cause) {
    return new Failure(
            FailureKind.STATE_UNUSABLE, "use the state in", file.toString(), reason, advice)
        .asException(cause);
  }
}
