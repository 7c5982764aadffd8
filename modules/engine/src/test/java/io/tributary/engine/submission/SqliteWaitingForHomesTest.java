package io.tributary.engine.submission;

import io.tributary.engine.journal.SqliteTestConfig;

public final class SqliteWaitingForHomesTest extends WaitingForHomesContract {
  public SqliteWaitingForHomesTest() {
    super(SqliteTestConfig.fresh());
  }
}
