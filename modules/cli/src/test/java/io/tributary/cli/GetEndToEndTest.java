package io.tributary.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

public final class GetEndToEndTest extends JUnitSuite {
  private static final int SIZE = 12_000_005;
  private static final List<String> KEYS =
      List.of(
          "source",
          "destination",
          "identity",
          "size",
          "bytesFetched",
          "bytesResumed",
          "bytesRefetched",
          "requests",
          "retries",
          "seconds",
          "checksum",
          "state");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Content content = Content.synthetic(11, SIZE);
  private ObjectServer server;
  private Launcher tributary;
  private Path directory;

  @Before
  public void start() {
    server = ObjectServer.start();
    server.put("/dir/big.bin", content);
    directory = folder.getRoot().toPath();
    tributary = new Launcher(directory);
  }

  @After
  public void stop() {
    server.close();
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(n -> !n.equals("home"))
          .toList();
    }
  }

  private static List<String> fieldsOf(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  public void aDirectoryTakesTheObjectsName() throws IOException {
    Outcome outcome = tributary.run("get " + server.url("/dir/big.bin") + " ./");
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    assertArrayEquals(content.toByteArray(), Files.readAllBytes(directory.resolve("big.bin")));
    assertEquals(List.of("big.bin"), files());
    assertEquals("standard output belongs to data", "", outcome.out());
  }

  @Test
  public void theJsonObjectHasTheKeysThatAreDocumented() throws IOException {
    Outcome outcome =
        tributary.run("get --json -q --part-size 1MiB " + server.url("/dir/big.bin") + " out");
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    assertEquals("", outcome.err());
    assertEquals(1, outcome.out().lines().count());
    JsonNode json = new ObjectMapper().readTree(outcome.out());
    assertEquals(KEYS, fieldsOf(json));
    assertEquals("completed", json.get("state").asText());
    assertEquals(SIZE, json.get("size").asLong());
    assertEquals(SIZE, json.get("bytesFetched").asLong());
    assertEquals(
        List.of("algorithm", "value", "scope", "verified"), fieldsOf(json.get("checksum")));
    assertEquals("whole", json.get("checksum").get("scope").asText());
  }

  @Test
  public void aFailureIsTheSameObjectWithAnErrorInIt() throws IOException {
    Outcome outcome = tributary.run("get --json " + server.url("/no/such") + " out");
    assertEquals(outcome.toString(), 3, outcome.exitCode());
    JsonNode json = new ObjectMapper().readTree(outcome.out());
    List<String> expected = new ArrayList<>(KEYS);
    expected.add("error");
    assertEquals(expected, fieldsOf(json));
    assertEquals("failed", json.get("state").asText());
    assertEquals("not-found", json.get("error").get("kind").asText());
    assertEquals(3, json.get("error").get("exitCode").asInt());
    assertEquals(List.of(), files());
    assertEquals(outcome.err(), 1, outcome.err().lines().count());
  }

  @Test
  public void aChecksumThatDoesNotFitLeavesNothing() throws IOException {
    String wrong = "md5:" + "1".repeat(32);
    Outcome outcome =
        tributary.run("get --checksum " + wrong + " " + server.url("/dir/big.bin") + " out");
    assertEquals(outcome.toString(), 6, outcome.exitCode());
    assertFalse(files().contains("out"));
  }

  @Test
  public void aSignalKeepsWhatIsThereAndTheNextRunGoesOn() throws Exception {
    Process process = slowly(200_000);
    var err = Launcher.read(process.getErrorStream());
    assertTrue(server.awaitBytesSent(2_000_000, Duration.ofSeconds(60)));
    // Not destroy(), which closes the streams.
    assertEquals(0, new ProcessBuilder("kill", "-INT", "" + process.pid()).start().waitFor());
    assertEquals(130, Launcher.exitCode(process));
    String said = new String(Launcher.said(err), java.nio.charset.StandardCharsets.UTF_8);
    assertTrue(said, said.contains("run the same command again to resume"));
    assertFalse(Files.exists(directory.resolve("out")));
    assertEquals(1, tributary.run("state list").out().lines().count());

    server.faults().clear();
    Outcome again = tributary.run("get --json --part-size 2MiB " + server.url("/slow") + " out");
    assertEquals(again.toString(), 0, again.exitCode());
    JsonNode json = new ObjectMapper().readTree(again.out());
    assertTrue(again.out(), json.get("bytesResumed").asLong() > 0);
    assertArrayEquals(
        Content.synthetic(2, SIZE).toByteArray(), Files.readAllBytes(directory.resolve("out")));
    assertEquals("", tributary.run("state list").out());
  }

  @Test
  public void cleaningForgetsTheStateAndDeletesTheTemporaryFile() throws Exception {
    Process process = slowly(200_000);
    assertTrue(server.awaitBytesSent(2_000_000, Duration.ofSeconds(60)));
    process.destroyForcibly().waitFor();
    assertEquals(1, files().size());
    Outcome outcome = tributary.run("state clean out");
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    assertEquals(List.of(), files());
    assertEquals("", tributary.run("state list").out());
  }

  @Test
  public void aSecondProcessIsToldWhoHoldsTheDestination() throws Exception {
    Process process = slowly(20_000);
    assertTrue(server.awaitBytesSent(100_000, Duration.ofSeconds(60)));
    Outcome second = tributary.run("get " + server.url("/slow") + " ./out");
    assertEquals(second.toString(), 9, second.exitCode());
    assertTrue(second.err(), second.err().contains(String.valueOf(process.pid())));
    assertEquals(9, tributary.run("state clean out").exitCode());
    process.destroyForcibly().waitFor();
  }

  /** Four lanes, each with this speed. */
  private Process slowly(int bytesPerSecond) {
    server.put("/slow", Content.synthetic(2, SIZE));
    server.fault(When.get("/slow"), Fault.trickle(bytesPerSecond));
    return tributary.start(
        List.of("get", "--lanes", "4", "--part-size", "1MiB", server.url("/slow"), "out"));
  }
}
