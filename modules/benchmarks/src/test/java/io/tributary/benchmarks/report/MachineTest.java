package io.tributary.benchmarks.report;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class MachineTest extends JUnitSuite {

  @Test
  public void theKernelNamesProcessorAndMemory() {
    Machine machine =
        Machine.of(
            "processor\t: 0\nmodel name\t: Some CPU @ 2GHz\nprocessor\t: 1\nmodel name\t: x\n",
            "MemTotal:        1048576 kB\nMemFree: 1 kB\n",
            2);
    assertEquals("Some CPU @ 2GHz", machine.processor());
    assertEquals(1L << 30, machine.memoryBytes());
    assertTrue(machine.text().startsWith("Some CPU @ 2GHz, 2 cores, 1.0 GiB of memory, "));
  }

  @Test
  public void otherArchitecturesHaveNoModel() {
    assertEquals(System.getProperty("os.arch"), Machine.of("", "", 1).processor());
  }
}
