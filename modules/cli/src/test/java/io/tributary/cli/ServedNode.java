package io.tributary.cli;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A node in a process of its own, and the command line for it. */
final class ServedNode implements AutoCloseable {
  private static final Pattern UP = Pattern.compile("is up at .*, its API at (https?://\\S+)");
  private static final Path LOCAL = Path.of("../../config/local.conf").toAbsolutePath().normalize();

  /** Only a hang takes as long. */
  private static final long LONGEST_SECONDS = 180;

  private final Launcher launcher;
  private final Path token;
  private final Process process;
  private String api;

  private ServedNode(Launcher launcher, Process process, Path token) {
    this.launcher = launcher;
    this.token = token;
    this.process = process;
  }

  /**
   * Starts one as config/local.conf does; returns when it is up.
   *
   * @param more lines of its configuration
   */
  static ServedNode start(Path root, String more) throws IOException {
    Path config = root.resolve("node.conf");
    Files.writeString(config, "include file(\"" + LOCAL + "\")\ntributary.http.port = 0\n" + more);
    Path token = root.resolve("home/.local/share/tributary/token");
    return start(new Launcher(root), config, token);
  }

  /** The same with a configuration of its own. */
  static ServedNode start(Launcher launcher, Path config, Path token) throws IOException {
    return up(launcher, launcher.start(List.of("node", "--config", config.toString())), token);
  }

  /** One that was started by other means; returns when it is up. */
  static ServedNode up(Launcher launcher, Process process, Path token) throws IOException {
    ServedNode node = new ServedNode(launcher, process, token);
    node.awaitUp();
    return node;
  }

  private void awaitUp() throws IOException {
    BufferedReader said =
        new BufferedReader(new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8));
    StringBuilder all = new StringBuilder();
    // Who is killed closes the pipe that is read here.
    CompletableFuture<Boolean> late =
        new CompletableFuture<Boolean>().completeOnTimeout(true, LONGEST_SECONDS, SECONDS);
    late.thenAccept(isLate -> kill(isLate));
    while (api == null) {
      String line = said.readLine();
      assertTrue("the node ended, or took too long: " + all, line != null);
      all.append(line).append('\n');
      Matcher up = UP.matcher(line);
      api = up.find() ? up.group(1) : null;
    }
    assertTrue("the node took too long: " + all, late.complete(false));
    drain(said);
  }

  private void kill(boolean really) {
    if (really) {
      process.destroyForcibly();
    }
  }

  /** A pipe that is full would hold up the threads that log. */
  private static void drain(BufferedReader said) {
    Thread reader =
        new Thread(
            () -> {
              try {
                said.transferTo(Writer.nullWriter());
              } catch (IOException ended) {
                return;
              }
            },
            "what-the-node-says");
    reader.setDaemon(true);
    reader.start();
  }

  Process process() {
    return process;
  }

  String api() {
    return api;
  }

  Path token() {
    return token;
  }

  /** The command line, which knows the node and its token. */
  Launcher tributary() {
    return launcher
        .copy()
        .with("TRIBUTARY_SERVER", api)
        .with("TRIBUTARY_TOKEN_FILE", token.toString());
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
