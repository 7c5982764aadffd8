package io.tributary.cli.crash;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs whose system calls fail: strace makes them do so. */
abstract class TracedSuite extends CrashSuite {

  /** Makes a call on that file or directory fail from now on, in a process that runs. */
  final Process failing(long pid, Path file, String call, String error) throws IOException {
    return new ProcessBuilder(
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
                "inject=" + call + ":error=" + error))
        .redirectErrorStream(true)
        .redirectOutput(folder.newFile())
        .start();
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
