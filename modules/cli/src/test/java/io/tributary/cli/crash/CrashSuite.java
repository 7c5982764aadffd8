package io.tributary.cli.crash;

import static org.junit.Assert.assertEquals;

import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.torture.arena.Journal;
import io.tributary.torture.process.Ended;
import io.tributary.torture.process.ToolRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** A server, an empty directory to download into, and the program in processes of their own. */
abstract class CrashSuite extends JUnitSuite {
  /** What the last ranges of a download may cost twice so that it does not wait for a slow one. */
  static final long HEDGE_BYTES = 2L << 20;

  /** The most that is recorded, and so lost, as one. */
  static final long SEGMENT_BYTES = 8L << 20;

  static final String TEMPORARY = ".tributary";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  final Map<String, String> environment = new TreeMap<>();
  private final List<ToolRun> runs = new ArrayList<>();
  ObjectServer server;
  Path directory;
  Path stateDirectory;
  private Path said;

  @Before
  public final void openServerAndDirectories() throws IOException {
    server = ObjectServer.start();
    // Without links, as the program shows paths.
    directory = folder.newFolder("files").toPath().toRealPath();
    stateDirectory = folder.getRoot().toPath().toRealPath().resolve("state");
    said = folder.newFolder("said").toPath();
    environment.put("HOME", folder.newFolder("home").toString());
    environment.put("LC_ALL", "C.UTF-8");
    environment.put("TRIBUTARY_CLASS_ARCHIVE", "existing");
    // A run lives for seconds: what the second compiler costs it does not earn back.
    environment.put("TRIBUTARY_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
    environment.put("TRIBUTARY_STATE_DIR", stateDirectory.toString());
  }

  @After
  public final void closeServer() {
    runs.stream().filter(ToolRun::running).forEach(ToolRun::kill);
    server.close();
  }

  /** Puts an object that travels at most that fast on each connection. */
  final Content slowObject(String path, long sizeBytes, long bytesPerSecond) {
    Content content = Content.synthetic(sizeBytes, sizeBytes);
    server.put(path, content);
    server.fault(When.get(path), Fault.trickle(bytesPerSecond));
    return content;
  }

  /** Runs at once; arguments are separated by single spaces. */
  final ToolRun start(String commandLine) {
    return start(directory, "", commandLine);
  }

  final ToolRun start(Path workingDirectory, String input, String commandLine) {
    return start(workingDirectory, input, List.of(ToolRun.LAUNCHER), commandLine);
  }

  /** Starts it by way of another program. */
  final ToolRun start(
      Path workingDirectory, String input, List<String> launcher, String commandLine) {
    List<String> command = new ArrayList<>(launcher);
    command.addAll(List.of(commandLine.split(" ", -1)));
    ToolRun run = ToolRun.start(workingDirectory, said, environment, input, command);
    runs.add(run);
    return run;
  }

  final Ended run(String commandLine) {
    return start(commandLine).end();
  }

  final Journal journal() {
    return Journal.read(stateDirectory);
  }

  /** Runs until that much is recorded, and kills; the server is as fast as it can be afterwards. */
  final Journal killWhenRecorded(long bytes, String commandLine) {
    ToolRun run = start(commandLine);
    run.until(() -> journal().recordedBytes() >= bytes);
    run.kill();
    server.faults().clear();
    return journal();
  }

  final Path temporaryFile() {
    List<Path> found =
        filesIn(directory).stream().filter(file -> file.toString().endsWith(TEMPORARY)).toList();
    assertEquals(found.toString(), 1, found.size());
    return found.get(0);
  }

  static List<Path> filesIn(Path directory) {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  final void assertDone(Ended ended, String name, Content content) {
    assertEquals(ended.toString(), 0, ended.exitCode());
    assertEquals(name, sha256(content.toByteArray()), sha256(bytes(directory.resolve(name))));
  }

  /** Nothing that an unfinished download needs is left, neither here nor in the state directory. */
  final void assertNoTraces(String... names) {
    assertEquals(
        Stream.of(names).sorted().toList(),
        filesIn(directory).stream().map(file -> file.getFileName().toString()).toList());
    assertEquals(
        List.of(),
        filesIn(stateDirectory).stream()
            .map(file -> file.getFileName().toString())
            .filter(name -> !name.equals("locks") && !name.startsWith("native-sqlite-"))
            .toList());
  }

  static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
