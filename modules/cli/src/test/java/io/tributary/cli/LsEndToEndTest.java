package io.tributary.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.object.StoredObject;
import io.tributary.testkit.oss.OssAccount;
import io.tributary.testkit.oss.OssSettings;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** What {@code ls} prints, over OSS. */
public final class LsEndToEndTest extends JUnitSuite {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private ObjectServer server;

  @Before
  public void start() {
    server = ObjectServer.builder().oss(OssSettings.of(OssAccount.of("id", "secret"))).start();
    Instant time = Instant.parse("2026-11-21T08:20:24Z");
    for (String key : List.of("a", "dir/b\u001b[2J", "dir/sub/c")) {
      server.put("/bucket/" + key, StoredObject.of(Content.of(key)).withLastModified(time));
    }
  }

  @After
  public void stop() {
    server.close();
  }

  private Outcome ls(String arguments) {
    return new Launcher(folder.getRoot().toPath())
        .with("OSS_ACCESS_KEY_ID", "id")
        .with("OSS_ACCESS_KEY_SECRET", "secret")
        .run("ls --region cn-hangzhou --endpoint " + server.origin() + " " + arguments);
  }

  private static List<String> lines(Outcome outcome) {
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    assertEquals(outcome.toString(), "", outcome.err());
    return outcome.out().lines().toList();
  }

  @Test
  public void oneLevelIsListedALineAnEntry() {
    assertEquals(
        List.of("                                 - dir/", "2026-11-21 08:20:24              1 a"),
        lines(ls("oss://bucket")));
  }

  @Test
  public void allBelowAPrefixIsListedAndControlCharactersAreEscaped() {
    assertEquals(
        List.of(
            "2026-11-21 08:20:24              9 dir/b\\x1b[2J",
            "2026-11-21 08:20:24              9 dir/sub/c"),
        lines(ls("-R oss://bucket/dir/")));
  }

  @Test
  public void jsonHasEveryKeyExactlyAndALocatorToFetchItBy() throws IOException {
    List<JsonNode> entries = new ArrayList<>();
    for (String line : lines(ls("--json --recursive oss://bucket/dir/b"))) {
      entries.add(new ObjectMapper().readTree(line));
    }
    assertEquals(1, entries.size());
    assertEquals("dir/b\u001b[2J", entries.get(0).get("key").asText());
    assertEquals("oss://bucket/dir/b\u001b[2J", entries.get(0).get("source").asText());
    assertEquals(9, entries.get(0).get("size").asLong());
    assertEquals("2026-11-21T08:20:24Z", entries.get(0).get("lastModified").asText());
  }

  @Test
  public void aPageThatFailsForAMomentIsAskedForAgain() {
    server.fault(
        When.any().once(), Fault.status(503, Map.of(), "<Error><Code>SlowDown</Code></Error>"));
    assertEquals(2, lines(ls("oss://bucket")).size());
  }

  @Test
  public void aListingThatFailsIsNoEmptyBucket() {
    server.fault(When.any(), Fault.status(200, Map.of(), "<html/>"));
    Outcome outcome = ls("oss://bucket");
    assertEquals(outcome.toString(), 7, outcome.exitCode());
    assertTrue(outcome.err(), outcome.err().startsWith("tributary: cannot list oss://bucket/"));
    server.faults().clear();
    assertEquals(3, ls("oss://no-bucket/").exitCode());
  }
}
