package io.tributary.benchmarks.tool;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What is read of processes. */
public final class ToolFiguresTest extends JUnitSuite {

  @Test
  public void gnuTimePrintsSecondsAndKibibytes() {
    Outcome.Done done = MeasuredProcess.done(2, "1.25 0.50 2048\n");
    assertEquals(new Outcome.Done(2, 1.75, 2 << 20), done);
  }

  @Test
  public void timesOfAProcessAndItsChildrenAddUp() {
    String stat = "42 (a) name) S 1 42 42 0 -1 4194560 9 8 7 6 150 50 20 30 20 0 12 0 99 1 1";
    assertEquals(2.5, LinuxProcess.cpuSeconds(stat), 0);
  }

  @Test
  public void thisProcessHasAPeak() throws Exception {
    assertEquals(3 << 10, LinuxProcess.peakBytes("VmPeak:\t 9 kB\nVmHWM:\t       3 kB\n"));
    if (Files.exists(Path.of("/proc/self/status"))) {
      assertTrue(new LinuxProcess(ProcessHandle.current().pid()).peakBytes() > 1 << 20);
    }
  }

  @Test
  public void theVersionOfALibraryIsInItsName() {
    String classpath = "/m2/aws-crt-http-1.0.jar:/m2/aws-crt-0.50.0.jar:/m2/x-2.jar";
    assertEquals(Optional.of("0.50.0"), Libraries.version("aws-crt", classpath));
    assertEquals(Optional.empty(), Libraries.version("aliyun-sdk-oss", classpath));
  }

  @Test
  public void aReasonIsOneShortLine() {
    assertEquals("a b", new Outcome.Failed(" a\n\tb ").reason());
    assertEquals(120, new Outcome.Failed("x".repeat(500)).reason().length());
  }

  @Test
  public void aCommandThatIsMissingHasNoVersion() {
    assertEquals(Optional.empty(), FirstLine.of(List.of("/nonexistent/program")));
  }
}
