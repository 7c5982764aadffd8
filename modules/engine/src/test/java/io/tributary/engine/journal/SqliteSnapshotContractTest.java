package io.tributary.engine.journal;

import akka.persistence.japi.snapshot.JavaSnapshotStoreSpec;
import org.junit.runner.RunWith;
import org.scalatestplus.junit.JUnitRunner;

/** Akka's compatibility kit for snapshot stores, over our tables and settings. */
@RunWith(JUnitRunner.class)
public final class SqliteSnapshotContractTest extends JavaSnapshotStoreSpec {
  public SqliteSnapshotContractTest() {
    super(SqliteTestConfig.fresh());
  }
}
