package io.tributary.server;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** Whoever has the token may write where the node's operator lets it, and nowhere else. */
public final class OutsideRootsTest extends JUnitSuite {
  private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();
  private static final Set<String> ENDED = Set.of("completed", "failed", "cancelled");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final ObjectServer objects = ObjectServer.start();
  private final Content content = Content.synthetic(5, 100_000);
  private Path inside;
  private Path outside;
  private RunningNode node;

  @Before
  public void start() throws Exception {
    Path root = folder.getRoot().toPath().toRealPath();
    inside = Files.createDirectory(root.resolve("inside"));
    outside = Files.createDirectory(root.resolve("inside-not"));
    objects.put("/object", content);
    node = RunningNode.start(root, "tributary.node.destination-roots = [\"" + inside + "\"]");
  }

  @After
  public void stop() {
    node.close();
    objects.close();
  }

  private JsonNode end(String destination) throws Exception {
    String body =
        "{\"source\": \"%s\", \"destination\": \"%s\"}"
            .formatted(objects.url("/object"), destination);
    HttpResponse<String> answer = node.send("POST", "/v1/downloads", body);
    assertEquals(answer.body(), 202, answer.statusCode());
    JsonNode download = new ObjectMapper().readTree(answer.body());
    long end = System.nanoTime() + PATIENCE_NANOS;
    while (!ENDED.contains(download.get("state").asText())) {
      assertTrue(download.toString(), System.nanoTime() < end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
      String path = "/v1/downloads/" + download.get("id").asText();
      download = new ObjectMapper().readTree(node.send("GET", path, "").body());
    }
    return download;
  }

  private static long count(Path directory) throws Exception {
    try (var files = Files.list(directory)) {
      return files.count();
    }
  }

  @Test
  public void aDestinationOutsideTheRootsIsRefused() throws Exception {
    Files.createSymbolicLink(inside.resolve("link"), outside);
    for (String destination :
        List.of(
            outside + "/file",
            inside + "/../inside-not/file",
            inside + "/link/file",
            "file://one" + outside + "/file2")) {
      JsonNode refused = end(destination);
      assertEquals(refused.toString(), "failed", refused.get("state").asText());
      assertEquals("usage", refused.get("error").get("kind").asText());
      String advice = refused.get("error").get("advice").asText();
      assertTrue(advice, advice.contains("tributary.node.destination-roots"));
    }
    assertEquals(0, count(outside));
    assertEquals("not asked for", List.of(), objects.requests("/object"));

    assertEquals("completed", end(inside + "/file").get("state").asText());
    assertArrayEquals(content.toByteArray(), Files.readAllBytes(inside.resolve("file")));
  }
}
