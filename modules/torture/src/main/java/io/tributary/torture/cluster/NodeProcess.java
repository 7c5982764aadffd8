package io.tributary.torture.cluster;

import io.tributary.torture.campaign.Claim;
import io.tributary.torture.process.Ended;
import io.tributary.torture.process.ToolRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * One node of the cluster: a process of its own at an address of its own, under a supervisor that
 * starts it again when its cluster has removed it.
 */
final class NodeProcess {
  private static final int LEFT = 0;
  private static final int REMOVED = 1;

  /** Nodes are started again and again, and need not be fast. */
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1";

  private static final String REMOVED_TEXT = "removed from its cluster";

  private final String name;
  private final Path directory;
  private final String origin;
  private final List<String> command;
  private ToolRun process;

  /** Whether it is to run: it was started, and nobody killed it or asked it to leave since. */
  private boolean wanted;

  private boolean leaving;

  /**
   * @param directory for what the node says
   * @param origin scheme, host and port of its API
   * @param launcher what to start so that a command runs on its host
   */
  NodeProcess(
      String name,
      Path directory,
      Path configuration,
      String origin,
      UnaryOperator<List<String>> launcher) {
    this.name = name;
    this.directory = directory;
    this.origin = origin;
    this.command =
        launcher.apply(List.of(ToolRun.LAUNCHER, "node", "--config", configuration.toString()));
  }

  String name() {
    return name;
  }

  String origin() {
    return origin;
  }

  boolean running() {
    return process != null && process.running();
  }

  void start() {
    wanted = true;
    if (!running()) {
      note("started");
      // One that makes an archive would run on when the node has long been killed.
      Map<String, String> environment =
          Map.of(
              "HOME",
              directory.toString(),
              "TRIBUTARY_CLASS_ARCHIVE",
              "existing",
              "TRIBUTARY_JAVA_OPTS",
              QUICK_START);
      process = ToolRun.start(directory, directory, environment, "", command);
    }
  }

  /**
   * Starts it again when it has ended by itself.
   *
   * @return whether it had
   * @throws AssertionError when it had, and was not removed
   */
  boolean tend() {
    if (!wanted || running()) {
      return false;
    }
    Ended ended = process.end();
    keep(ended);
    Claim.that(
        ended.exitCode() == REMOVED && ended.err().contains(REMOVED_TEXT),
        name + " has ended by itself: " + ended);
    start();
    return true;
  }

  void kill() {
    wanted = false;
    if (running()) {
      note("killed");
      keep(process.kill());
    }
  }

  /** In good order; at once over for one that does not run. */
  void askToLeave() {
    wanted = false;
    leaving = running();
    if (leaving) {
      note("asked to leave");
      process.signal("TERM");
    }
  }

  void awaitLeft() {
    if (!leaving) {
      return;
    }
    Ended ended = process.end();
    keep(ended);
    Claim.that(ended.exitCode() == LEFT, name + ", which was asked to leave: " + ended);
  }

  void freeze() {
    note("frozen");
    process.signal("STOP");
  }

  void thaw() {
    note("thawed");
    process.signal("CONT");
  }

  private void keep(Ended ended) {
    note(ended.toString());
  }

  /** In the node's diary, for whoever looks for the reason of a loss. */
  private void note(String text) {
    try {
      Files.writeString(
          directory.resolve("diary"),
          LocalTime.now(ZoneId.systemDefault()) + " " + text + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
