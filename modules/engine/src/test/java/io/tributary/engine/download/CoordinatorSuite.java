package io.tributary.engine.download;

import io.tributary.engine.api.DownloadOptions;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import java.util.concurrent.CountDownLatch;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.scalatestplus.junit.JUnitSuite;

/** Tests that speak to coordinators, with real lanes and a journal in memory. */
abstract class CoordinatorSuite extends JUnitSuite {
  static final long MIB = 1L << 20;
  static final DownloadOptions FOUR_MIB_PARTS = parts(DownloadOptions.IfExists.OVERWRITE);

  static CoordinatorKit kit;

  @BeforeClass
  public static void start() throws Exception {
    kit = new CoordinatorKit();
  }

  @AfterClass
  public static void stop() throws Exception {
    kit.close();
  }

  @After
  public void forget() throws Exception {
    kit.server.faults().clear();
    kit.deleteAll();
  }

  static DownloadOptions parts(DownloadOptions.IfExists ifExists) {
    DownloadOptions defaults = DownloadOptions.defaults();
    return new DownloadOptions(
        4 * MIB,
        0,
        2,
        0,
        8,
        defaults.stallTimeout(),
        null,
        null,
        ifExists,
        defaults.onChange(),
        defaults.durability(),
        defaults.verify(),
        false);
  }

  static FaultRule stallEverythingFrom(String path, long objectByte) {
    return kit.server.fault(
        When.get(path).ranged().and("later", r -> r.range().orElseThrow().mayCover(objectByte)),
        Fault.stallAfter(0));
  }

  static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
