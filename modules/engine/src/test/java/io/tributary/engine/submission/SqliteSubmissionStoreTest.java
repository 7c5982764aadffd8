package io.tributary.engine.submission;

import io.tributary.engine.journal.SqliteTestConfig;

public final class SqliteSubmissionStoreTest extends SubmissionStoreContract {
  public SqliteSubmissionStoreTest() {
    super(SqliteTestConfig.fresh());
  }
}
