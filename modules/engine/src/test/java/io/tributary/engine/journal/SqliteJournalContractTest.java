package io.tributary.engine.journal;

import akka.persistence.CapabilityFlag;
import akka.persistence.japi.journal.JavaJournalSpec;
import org.junit.runner.RunWith;
import org.scalatestplus.junit.JUnitRunner;

/** Akka's compatibility kit for journals, over our tables and settings. */
@RunWith(JUnitRunner.class)
public final class SqliteJournalContractTest extends JavaJournalSpec {
  public SqliteJournalContractTest() {
    super(SqliteTestConfig.fresh());
  }

  @Override
  public CapabilityFlag supportsRejectingNonSerializableObjects() {
    return CapabilityFlag.on();
  }
}
