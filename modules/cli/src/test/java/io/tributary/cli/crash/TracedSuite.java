package io.tributary.cli.crash;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Runs whose system calls fail: strace makes them do so. */
abstract class TracedSuite extends CrashSuite {
  private static final long LONGEST_SECONDS = 60;

  /**
   * Makes a call on that file or directory fail from now on, in a process that runs; returns when
   * every thread of it is traced.
   */
  final Process failing(long pid, Path file, String call, String error) throws IOException {
    Path said = folder.newFile().toPath();
    String inject = "inject=" + call + ":error=" + error;
    Process strace =
        new ProcessBuilder(
                List.of(
                    "strace",
                    "-f",
                    "-q",
                    "-p",
                    "" + pid,
                    "-P",
                    file.toString(),
                    "-e",
                    "trace=" + call,
                    "-e",
                    inject))
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (!tracesAll(strace.pid(), pid)) {
      assertTrue("strace ended: " + Files.readString(said), strace.isAlive());
      assertTrue("not traced: " + Files.readString(said), System.nanoTime() < deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
    return strace;
  }

  private static boolean tracesAll(long strace, long pid) throws IOException {
    Path threads = Path.of("/proc/" + pid + "/task");
    for (Path thread : filesIn(threads)) {
      try {
        if (!Files.readString(thread.resolve("status")).contains("TracerPid:\t" + strace + "\n")) {
          return false;
        }
      } catch (NoSuchFileException ended) {
        continue;
      }
    }
    return Files.exists(threads);
  }

  /** It ends with what it traces. */
  static void awaitEnd(Process strace) throws InterruptedException {
    if (!strace.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      strace.destroyForcibly();
      throw new AssertionError("strace has nothing to trace, and goes on");
    }
  }

  /** Installed, and allowed to look at another process. */
  final boolean canTrace() throws Exception {
    try {
      Process sleeper = new ProcessBuilder("sleep", "60").start();
      Process strace =
          new ProcessBuilder(
                  "strace", "-q", "-p", "" + sleeper.pid(), "-e", "inject=write:error=EIO")
              .redirectErrorStream(true)
              .redirectOutput(folder.newFile())
              .start();
      boolean traced = !strace.waitFor(500, TimeUnit.MILLISECONDS);
      sleeper.destroyForcibly();
      strace.waitFor();
      return traced;
    } catch (IOException notInstalled) {
      return false;
    }
  }
}
