package io.tributary.engine.fault;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.journal.OtherProcess;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** A whole program with everything logged: no secret is in its output, its journal, its files. */
public final class SecrecyTest extends JUnitSuite {
  private static final String PASSWORD = "pass7f3a9c";
  private static final String SIGNATURE = "sig5b1e8d";
  private static final String HEADER = "head2c6f04";
  private static final List<String> SECRETS = List.of(PASSWORD, SIGNATURE, HEADER);

  /** Far more than what it does takes. */
  private static final Duration LIFE = Duration.ofMinutes(4);

  @Rule public final TemporaryFolder state = new TemporaryFolder();
  @Rule public final TemporaryFolder files = new TemporaryFolder();

  @Test
  public void noSecretIsInTheLogTheJournalOrAFailure() throws Exception {
    try (ObjectServer server = ObjectServer.start()) {
      List<String> urls = new ArrayList<>();
      for (Map.Entry<String, Fault> one : faults().entrySet()) {
        String path = "/" + one.getKey();
        server.put(path, Content.synthetic(1, 1 << 20));
        server.fault(When.get(path).ranged().skip(1), one.getValue());
        urls.add(secretUrl(server, path));
      }
      String output = run(urls);
      assertTrue("every secret was sent", sent(server));
      assertTrue(output, output.contains("COMPLETED"));
      assertTrue(output, output.contains("it was interrupted"));
      assertTrue("the program is not talkative", output.contains("DEBUG"));
      assertEquals(List.of(), linesWithSecrets(output));
      assertTrue("the journal says nothing", journal().contains(server.url("/denied")));
      assertEquals(List.of(), filesWithSecrets(state.getRoot().toPath()));
      assertEquals(List.of(), filesWithSecrets(files.getRoot().toPath()));
    }
  }

  private static Map<String, Fault> faults() {
    String talk = "your signature " + SIGNATURE + " is wrong, " + HEADER;
    return Map.of(
        "fine",
        Fault.header("X-Nothing", "special"),
        TalkativeDownload.INTERRUPTED,
        Fault.trickle(100_000),
        "denied",
        Fault.status(403, Map.of("X-Echo", HEADER), talk),
        "broken",
        Fault.status(500, Map.of("X-Echo", SIGNATURE), talk),
        "gone",
        Fault.status(404, Map.of(), talk),
        "garbage",
        Fault.garbageStatusLine(),
        "redirected",
        Fault.redirect(302, "http://127.0.0.1:1/?X-Signature=" + SIGNATURE),
        "nowhere",
        Fault.redirect(302, "ftp://" + PASSWORD + "/"));
  }

  private static String secretUrl(ObjectServer server, String path) {
    return server.url(path).replace("http://", "http://me:" + PASSWORD + "@")
        + "?Expires=4000000000&X-Signature="
        + SIGNATURE;
  }

  private String journal() throws Exception {
    return Files.readString(database(), StandardCharsets.ISO_8859_1);
  }

  private Path database() {
    return state.getRoot().toPath().resolve("journal.db");
  }

  private static boolean sent(ObjectServer server) {
    return server.requests().stream()
        .anyMatch(
            request ->
                request.header("X-Token").filter(HEADER::equals).isPresent()
                    && request.header("Authorization").isPresent()
                    && request.request().target().contains(SIGNATURE));
  }

  private static List<String> linesWithSecrets(String output) {
    return output.lines().filter(line -> SECRETS.stream().anyMatch(line::contains)).toList();
  }

  private static List<String> filesWithSecrets(Path root) throws Exception {
    List<String> found = new ArrayList<>();
    try (Stream<Path> tree = Files.walk(root)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertFalse(
            "a name with a secret", linesWithSecrets(file.toString()).contains(file.toString()));
        SECRETS.stream().filter(bytes::contains).forEach(secret -> found.add(file + ": " + secret));
      }
    }
    return found;
  }

  private String run(List<String> urls) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "-Dtributary.local-node.akka.loglevel=DEBUG",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=trace",
                "-XX:TieredStopAtLevel=1",
                TalkativeDownload.class.getName(),
                database().toString(),
                files.getRoot().toString()));
    command.addAll(urls);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HEADER_SECRET", HEADER);
    Process process = builder.start();
    OtherProcess.killAfter(LIFE, process);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(output, 0, process.waitFor());
    return output;
  }
}
