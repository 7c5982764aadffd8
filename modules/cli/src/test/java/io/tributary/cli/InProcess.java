package io.tributary.cli;

import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.Interruption;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Runs commands within the test's process: for those that end before any network. */
final class InProcess {
  private final Map<String, String> environment = new TreeMap<>();
  private String input = "";

  InProcess(Path home) {
    environment.put("HOME", home.toString());
  }

  InProcess with(String variable, String value) {
    environment.put(variable, value);
    return this;
  }

  InProcess input(String text) {
    input = text;
    return this;
  }

  Outcome run(String commandLine) {
    return run(commandLine.isEmpty() ? new String[0] : commandLine.split(" ", -1));
  }

  Outcome run(String... arguments) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            data,
            new PrintStream(data, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            environment,
            0);
    int exitCode = Main.run(arguments, console, Interruption.listen());
    return new Outcome(exitCode, data.toByteArray(), err.toString(StandardCharsets.UTF_8));
  }
}
