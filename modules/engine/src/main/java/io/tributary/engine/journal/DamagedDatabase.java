package io.tributary.engine.journal;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.journal.SqliteJournal.SetAside;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Telling a damaged database from one that is only out of reach, and moving it out of the way. */
final class DamagedDatabase {
  private static final Set<SQLiteErrorCode> DAMAGE =
      Set.of(SQLiteErrorCode.SQLITE_CORRUPT, SQLiteErrorCode.SQLITE_NOTADB);
  private static final List<String> COMPANIONS = List.of("-wal", "-shm", "-journal");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

  private DamagedDatabase() {}

  static boolean isDamage(SQLException e) {
    return e instanceof SQLiteException sqlite
        && DAMAGE.stream().anyMatch(code -> (sqlite.getResultCode().code & 0xff) == code.code);
  }

  /** The companions go first: left behind, they would be applied to the new database. */
  static SetAside setAside(Path file, String reason) {
    Path target =
        file.resolveSibling(file.getFileName() + ".corrupt-" + TIME.format(Instant.now()));
    try {
      for (String companion : COMPANIONS) {
        Path present = Path.of(file + companion);
        if (Files.exists(present)) {
          Files.move(present, Path.of(target + companion), StandardCopyOption.ATOMIC_MOVE);
        }
      }
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new Failure(
              FailureKind.STATE_UNUSABLE,
              "set aside",
              file.toString(),
              reason + ", and it cannot be renamed: " + e.getMessage(),
              "move it away, or choose another directory with --state-dir")
          .asException(e);
    }
    return new SetAside(target, reason);
  }
}
