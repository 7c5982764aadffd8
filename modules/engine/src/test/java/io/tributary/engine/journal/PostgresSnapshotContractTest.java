package io.tributary.engine.journal;

import akka.persistence.japi.snapshot.JavaSnapshotStoreSpec;
import org.junit.runner.RunWith;
import org.scalatestplus.junit.JUnitRunner;

/** Akka's compatibility kit for snapshot stores, over our tables in PostgreSQL. */
@RunWith(JUnitRunner.class)
public final class PostgresSnapshotContractTest extends JavaSnapshotStoreSpec {
  public PostgresSnapshotContractTest() {
    super(PostgresDatabases.journalAlone());
  }
}
