package io.tributary.engine.submission;

import io.tributary.engine.journal.PostgresDatabases;

public final class PostgresSubmissionStoreTest extends SubmissionStoreContract {
  public PostgresSubmissionStoreTest() {
    super(PostgresDatabases.journalAlone());
  }
}
