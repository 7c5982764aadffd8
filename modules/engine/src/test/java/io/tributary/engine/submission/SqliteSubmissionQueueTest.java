package io.tributary.engine.submission;

import io.tributary.engine.journal.SqliteTestConfig;
import java.sql.Connection;
import java.sql.SQLException;

public final class SqliteSubmissionQueueTest extends SubmissionQueueContract {
  public SqliteSubmissionQueueTest() {
    super(SqliteTestConfig.fresh());
  }

  @Override
  String plan(Connection connection, String query) throws SQLException {
    return rows(connection, "EXPLAIN QUERY PLAN " + query);
  }
}
