package io.tributary.engine.journal;

import akka.persistence.CapabilityFlag;
import akka.persistence.japi.journal.JavaJournalSpec;
import org.junit.runner.RunWith;
import org.scalatestplus.junit.JUnitRunner;

/** Akka's compatibility kit for journals, over our tables in PostgreSQL, with their fence. */
@RunWith(JUnitRunner.class)
public final class PostgresJournalContractTest extends JavaJournalSpec {
  public PostgresJournalContractTest() {
    super(PostgresDatabases.journalAlone());
  }

  @Override
  public CapabilityFlag supportsRejectingNonSerializableObjects() {
    return CapabilityFlag.on();
  }
}
