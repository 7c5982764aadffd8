package io.tributary.benchmarks.tool;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** What a command prints first, which is how most programs tell their version. */
public final class FirstLine {
  private FirstLine() {}

  /** Empty when the command cannot be started or prints nothing. */
  public static Optional<String> of(List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      try (BufferedReader output =
          new BufferedReader(
              new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
        String first = output.readLine();
        while (output.readLine() != null) {
          // Read to the end, so that the command does not fail on a closed pipe.
        }
        process.waitFor();
        return Optional.ofNullable(first);
      }
    } catch (IOException missing) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    }
  }
}
