package io.tributary.torture.arena;

import io.tributary.testkit.ObjectServer;
import io.tributary.torture.process.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A server, directories to download into, and the program in processes of their own. */
public final class Arena implements AutoCloseable {
  private final Path said;
  private final Path directory;
  private final Path stateDirectory;
  private final ObjectServer server;
  private final Map<String, String> environment = new TreeMap<>();
  private final List<ToolRun> runs = new ArrayList<>();

  /**
   * @param own an existing directory, for what is not under torture
   * @param disk where files go; may be {@code own}
   * @param stateDisk where the state goes; may be one of the others
   */
  public Arena(Path own, Path disk, Path stateDisk, ObjectServer server) throws IOException {
    this.server = server;
    this.said = Files.createDirectories(own.resolve("said"));
    // Without links, as the program shows paths.
    this.directory = Files.createDirectories(disk.resolve("files")).toRealPath();
    this.stateDirectory = stateDisk.toRealPath().resolve("state");
    environment.put("HOME", Files.createDirectories(own.resolve("home")).toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("TRIBUTARY_CLASS_ARCHIVE", "existing");
    // A run lives for seconds: what the second compiler costs it does not earn back.
    environment.put("TRIBUTARY_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    environment.put("TRIBUTARY_STATE_DIR", stateDirectory.toString());
  }

  /** A variable of all later runs. */
  public void set(String variable, String value) {
    environment.put(variable, value);
  }

  public ObjectServer server() {
    return server;
  }

  /** Where the file goes. */
  public Path directory() {
    return directory;
  }

  public Path stateDirectory() {
    return stateDirectory;
  }

  public Journal journal() {
    return Journal.read(stateDirectory);
  }

  public ToolRun start(List<String> arguments) {
    return start(List.of(), arguments);
  }

  /** Starts the program by way of another one, such as a tracer. */
  public ToolRun start(List<String> by, List<String> arguments) {
    List<String> command = new ArrayList<>(by);
    command.add(ToolRun.LAUNCHER);
    command.addAll(arguments);
    ToolRun run = ToolRun.start(directory, said, environment, "", command);
    runs.add(run);
    return run;
  }

  /** Ends what still runs. */
  @Override
  public void close() {
    runs.stream().filter(ToolRun::running).forEach(ToolRun::kill);
    server.close();
  }
}
