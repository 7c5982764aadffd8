package io.tributary.engine.submission;

import io.tributary.engine.journal.PostgresDatabases;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

public final class PostgresSubmissionQueueTest extends SubmissionQueueContract {
  public PostgresSubmissionQueueTest() {
    super(PostgresDatabases.journalAlone());
  }

  @Override
  String plan(Connection connection, String query) throws SQLException {
    for (String way : List.of("seqscan", "bitmapscan", "sort")) {
      try (PreparedStatement set =
          connection.prepareStatement("SET LOCAL enable_" + way + " = off")) {
        set.execute();
      }
    }
    return rows(connection, "EXPLAIN " + query);
  }
}
