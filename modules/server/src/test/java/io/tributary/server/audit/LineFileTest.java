package io.tributary.server.audit;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** Whole lines, or none. */
public final class LineFileTest extends JUnitSuite {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /** Appends to the file that is named until it can no longer. */
  static final class Appending {
    private static final String LINE = "x".repeat(99) + "\n";

    public static void main(String[] arguments) {
      LineFile file = new LineFile(Path.of(arguments[0]));
      try {
        for (int i = 0; i < 100; i++) {
          file.append(LINE);
        }
      } catch (IOException e) {
        System.out.print(e.getMessage());
      }
    }
  }

  private static String place(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  @Test
  public void ofALineThatDoesNotFitNothingStays() throws Exception {
    Path path = folder.getRoot().toPath().resolve("log");
    // Ten lines have room in a kibibyte, and a quarter of the eleventh.
    List<String> command =
        List.of(
            "bash",
            "-c",
            "ulimit -f 1; exec \"$@\"",
            "bash",
            ProcessHandle.current().info().command().orElseThrow(),
            "-XX:-UsePerfData",
            "-cp",
            place(LineFile.class) + ":" + place(LineFileTest.class),
            Appending.class.getName(),
            path.toString());
    // By a pipe: a file of its output would have a limit, too.
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    // Less than what a pipe holds.
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new AssertionError("it does not end");
    }
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(said, 0, process.exitValue());
    assertTrue("it was not stopped by the limit: " + said, said.contains("File too large"));
    assertEquals(Appending.LINE.repeat(10), Files.readString(path));
    new LineFile(path).append("and on\n");
    assertEquals(Appending.LINE.repeat(10) + "and on\n", Files.readString(path));
  }
}
