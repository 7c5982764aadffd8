package io.tributary.benchmarks.cluster;

import static org.junit.Assert.assertEquals;

import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class MachineTimeTest extends JUnitSuite {
  @Test
  public void whatIsIdleOrWaitsOrIsAGuestsDoesNotCount() {
    String stat = "cpu  100 20 30 9999 8888 4 5 6 77 7\ncpu0 1 1 1 1 1 1 1 1 1 1\n";
    assertEquals(1.65, MachineTime.of(stat).busySeconds(), 1e-9);
  }
}
