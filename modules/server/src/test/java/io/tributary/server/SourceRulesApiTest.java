package io.tributary.server;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.core.failure.TributaryException;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** From where a node fetches for whoever may submit. */
public final class SourceRulesApiTest extends JUnitSuite {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final ObjectServer objects = ObjectServer.start();
  private final ObjectServer other = ObjectServer.builder().bindAddress("127.0.0.2").start();
  private Path root;

  @Before
  public void put() throws Exception {
    root = folder.getRoot().toPath().toRealPath();
    objects.put("/file", Content.synthetic(1, 1000));
    other.put("/file", Content.synthetic(2, 1000));
  }

  @After
  public void stop() {
    objects.close();
    other.close();
  }

  private HttpResponse<String> submit(RunningNode node, String source, String more)
      throws Exception {
    String body =
        "{\"source\": \"%s\", \"destination\": \"%s\"%s}"
            .formatted(source, root.resolve("f"), more);
    return node.send("POST", "/v1/downloads", body);
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return new ObjectMapper().readTree(answer.body());
  }

  private static JsonNode ended(RunningNode node, HttpResponse<String> submitted) throws Exception {
    assertEquals(submitted.body(), 202, submitted.statusCode());
    return node.ended(json(submitted).get("id").asText());
  }

  private void refused(RunningNode node, String source, String more, String said) throws Exception {
    HttpResponse<String> answer = submit(node, source, more);
    assertEquals(answer.body(), 403, answer.statusCode());
    assertEquals("access-denied", json(answer).get("kind").asText());
    assertTrue(answer.body(), answer.body().contains(said));
  }

  @Test
  public void metadataServicesAreRefusedByEverySpelling() throws Exception {
    try (RunningNode node = RunningNode.start(root, "")) {
      for (String host :
          List.of(
              "169.254.169.254",
              "169.254.0.23",
              "169.254.42.42",
              "[fd00:ec2::254]",
              "[fd00:ec2::23]",
              "[fd20:ce::254]",
              "[fd00:c1::a9fe:a9fe]",
              "192.0.0.192",
              "168.63.129.16",
              "[fd00:100::100:200]",
              "100.80.80.80",
              "[fd00:42::42]",
              "[fd00:a9fe:a9fe::1]",
              "[::ffff:169.254.169.254]",
              "[fe80::1]",
              "100.100.100.200",
              "2852039166",
              "0xa9fea9fe")) {
        refused(node, "http://" + host + "/latest/meta-data/", "", "never connects to");
      }
      String endpoint = ", \"sourceOptions\": {\"endpoint\": \"http://169.254.169.254\"}";
      refused(node, "s3://bucket/key", endpoint, "never connects to");
      assertEquals(0, json(node.send("GET", "/v1/downloads", "")).get("downloads").size());
    }
  }

  @Test
  public void filesOfTheNodeAreNoSources() throws Exception {
    try (RunningNode node = RunningNode.start(root, "")) {
      for (String source : List.of("file:///etc/passwd", "/etc/passwd", "FILE:///etc/passwd")) {
        HttpResponse<String> answer = submit(node, source, "");
        assertEquals(answer.body(), 400, answer.statusCode());
        assertFalse(answer.body(), answer.body().contains("root:"));
      }
    }
  }

  @Test
  public void aRedirectToAMetadataServiceIsNotFollowed() throws Exception {
    objects.fault(
        When.any().path("/file"), Fault.redirect(302, "http://169.254.169.254/latest/meta-data"));
    try (RunningNode node = RunningNode.start(root, "")) {
      JsonNode shown =
          ended(
              node,
              submit(
                  node,
                  objects.url("/file"),
                  ", \"sourceOptions\": {\"allowPrivateRedirects\": true}"));
      assertEquals("failed", shown.get("state").asText());
      assertEquals("access-denied", shown.at("/error/kind").asText());
      assertTrue(shown.toString(), shown.at("/error/reason").asText().contains("never connects"));
      assertFalse(Files.exists(root.resolve("f")));
    }
  }

  @Test
  public void aRedirectToAForbiddenServerReachesItNever() throws Exception {
    objects.fault(When.any().path("/file"), Fault.redirect(302, other.url("/file")));
    String more = "tributary.source.forbidden-addresses += \"127.0.0.2\"";
    try (RunningNode node = RunningNode.start(root, more)) {
      JsonNode shown = ended(node, submit(node, objects.url("/file"), ""));
      assertEquals("access-denied", shown.at("/error/kind").asText());
      refused(node, other.url("/file"), "", "never connects to");
      refused(node, "http://169.254.169.254/latest", "", "never connects to");
    }
    assertEquals(0, other.connections());
  }

  @Test
  public void onlyWhatIsListedIsFetchedAlsoByManifests() throws Exception {
    String allowed = "tributary.source.allowed = [\"http://127.0.0.1:%d\"]";
    String manifest = objects.url("/file") + "\ta\n" + other.url("/file") + "\tb\n";
    objects.put("/manifest", Content.of(manifest));
    try (RunningNode node = RunningNode.start(root, allowed.formatted(objects.port()))) {
      refused(node, other.url("/file"), "", "tributary.source.allowed");
      refused(node, "s3://bucket/key", "", "tributary.source.allowed");
      assertEquals(
          "completed", ended(node, submit(node, objects.url("/file"), "")).get("state").asText());
      String job =
          "{\"source\": \"%s\", \"destination\": \"%s\", \"manifest\": true}"
              .formatted(objects.url("/manifest"), root.resolve("many"));
      JsonNode shown = ended(node, node.send("POST", "/v1/jobs", job));
      assertEquals(shown.toString(), 1, shown.at("/result/failed").asInt());
      assertEquals(1, shown.at("/result/fetched").asInt());
      assertEquals("access-denied", shown.at("/result/firstFailures/0/error/kind").asText());
    }
    assertEquals(0, other.connections());
  }

  @Test
  public void rulesThatCannotBeUnderstoodAreNamed() throws Exception {
    for (String wrong :
        List.of(
            "tributary.source.allowed = [\"ftp://x\"]",
            "tributary.source.forbidden-addresses = [\"example.org\"]")) {
      Path file = RunningNode.file(root, wrong);
      String said =
          Assert.assertThrows(
                  TributaryException.class, () -> ClusterNode.start(file, waiting -> {}))
              .failure()
              .oneLine();
      assertTrue(said, said.contains("tributary.source") && said.contains("'"));
    }
  }
}
