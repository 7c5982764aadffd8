package io.tributary.engine.submission;

import io.tributary.engine.journal.PostgresDatabases;

public final class PostgresWaitingForHomesTest extends WaitingForHomesContract {
  public PostgresWaitingForHomesTest() {
    super(PostgresDatabases.journalAlone());
  }
}
