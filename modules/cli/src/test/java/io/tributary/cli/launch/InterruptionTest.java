package io.tributary.cli.launch;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class InterruptionTest extends JUnitSuite {

  /** A command that is asked to stop and never does. */
  static final class Stubborn {
    public static void main(String[] arguments) throws InterruptedException {
      Interruption interruption = Interruption.listen();
      if (arguments.length == 0) {
        interruption.onFirstSignal(() -> System.out.println("asked to stop"));
      }
      System.out.println("ready");
      new CountDownLatch(1).await();
    }
  }

  private static Process start(String... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            System.getProperty("java.home") + "/bin/java",
            "-Xmx64m",
            "-cp",
            System.getProperty("java.class.path"),
            Stubborn.class.getName());
    builder.command().addAll(java.util.List.of(arguments));
    return builder.redirectErrorStream(true).start();
  }

  private static void signal(Process process, String name) throws Exception {
    assertEquals(0, new ProcessBuilder("kill", name, "" + process.pid()).start().waitFor());
  }

  private static BufferedReader lines(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  private static void endsAsInterrupted(Process process) throws InterruptedException {
    try {
      assertTrue("still running", process.waitFor(60, TimeUnit.SECONDS));
      assertEquals(130, process.exitValue());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  public void theFirstSignalAsksAndTheSecondEndsAtOnce() throws Exception {
    for (String name : new String[] {"-INT", "-TERM"}) {
      Process process = start();
      BufferedReader said = lines(process);
      assertEquals("ready", said.readLine());
      signal(process, name);
      assertEquals("asked to stop", said.readLine());
      assertTrue("the first signal only asks", process.isAlive());
      signal(process, name);
      endsAsInterrupted(process);
    }
  }

  @Test
  public void beforeACommandCanBeStoppedTheFirstSignalEndsTheProcess() throws Exception {
    Process process = start("nothing to stop yet");
    assertEquals("ready", lines(process).readLine());
    signal(process, "-INT");
    endsAsInterrupted(process);
  }
}
