package io.tributary.cli.launch;

import static java.util.Objects.requireNonNull;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What the process was started with: its streams and its environment.
 *
 * @param data standard output without a buffer, which tells when the reader has gone
 * @param out the same for text
 * @param err messages and progress
 * @param terminalColumns width of the terminal that {@code err} is; 0 when it is none
 */
public record Console(
    InputStream in,
    OutputStream data,
    PrintStream out,
    PrintStream err,
    Map<String, String> environment,
    int terminalColumns) {

  /** Set by the launcher: the JDK cannot tell whether standard error is a terminal. */
  private static final String COLUMNS_PROPERTY = "tributary.terminal.columns";

  public Console {
    requireNonNull(in, "in");
    requireNonNull(data, "data");
    requireNonNull(out, "out");
    requireNonNull(err, "err");
    environment = Map.copyOf(environment);
  }

  public static Console ofProcess() {
    OutputStream data = new FileOutputStream(FileDescriptor.out);
    return new Console(
        System.in,
        data,
        new PrintStream(data, true, StandardCharsets.UTF_8),
        new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
        System.getenv(),
        Integer.getInteger(COLUMNS_PROPERTY, 0));
  }

  public boolean terminal() {
    return terminalColumns > 0;
  }

  /** The value of an environment variable; empty when it is not set. */
  public String environment(String name) {
    return environment.getOrDefault(name, "");
  }

  /** One line on standard error. */
  public void say(String line) {
    err.println("tributary: " + line);
  }
}
