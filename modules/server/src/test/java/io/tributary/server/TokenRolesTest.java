package io.tributary.server;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** What holders of tokens with different roles may do at a node. */
public final class TokenRolesTest extends JUnitSuite {
  private static final String READER = "Bearer readers-token-0123456789";
  private static final String WRITER = "Bearer writers-token-0123456789";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private RunningNode node;

  @Before
  public void start() throws Exception {
    Path root = folder.getRoot().toPath().toRealPath();
    Path tokens = Files.createFile(root.resolve("tokens"));
    Files.setPosixFilePermissions(tokens, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(
        tokens, "graph read readers-token-0123456789\nalice write writers-token-0123456789\n");
    node = RunningNode.start(root, "tributary.http.tokens-file = \"" + tokens + "\"");
  }

  @After
  public void stop() {
    node.close();
  }

  private static JsonNode json(HttpResponse<String> answer) throws Exception {
    return new ObjectMapper().readTree(answer.body());
  }

  @Test
  public void aReadTokenLooksAtEverythingAndChangesNothing() throws Exception {
    for (String path : List.of("/v1/downloads", "/v1/jobs", "/v1/cluster", "/v1/limits")) {
      assertEquals(path, 200, node.send("GET", path, "", READER).statusCode());
    }
    assertEquals(404, node.send("GET", "/v1/downloads/none", "", READER).statusCode());
    for (List<String> change :
        List.of(
            List.of("POST", "/v1/downloads"),
            List.of("POST", "/v1/jobs"),
            List.of("PUT", "/v1/limits"),
            List.of("POST", "/v1/downloads/none/pause"),
            List.of("POST", "/v1/jobs/none/cancel"),
            List.of("DELETE", "/v1/downloads/none"),
            List.of("PATCH", "/v1/downloads/none"))) {
      HttpResponse<String> answer = node.send(change.get(0), change.get(1), "{}", READER);
      assertEquals(change.toString(), 403, answer.statusCode());
      assertEquals("application/problem+json", answer.headers().firstValue("Content-Type").get());
      assertEquals("access-denied", json(answer).get("kind").asText());
      assertTrue(answer.body(), answer.body().contains("the token 'graph' may only read"));
      assertFalse(answer.body(), answer.body().contains("readers-token"));
    }
  }

  @Test
  public void aWriteTokenAndTheSingleOneChangeThings() throws Exception {
    for (String writer : List.of(WRITER, node.authorization())) {
      assertEquals(
          200, node.send("PUT", "/v1/limits", "{\"connections\": 7}", writer).statusCode());
      assertEquals(404, node.send("POST", "/v1/downloads/x/pause", "", writer).statusCode());
    }
  }

  @Test
  public void anUnknownTokenIsNoReader() throws Exception {
    for (String wrong : List.of("", READER + "x", "Bearer graph", "Basic " + READER.substring(7))) {
      HttpResponse<String> answer = node.send("GET", "/v1/downloads", "", wrong);
      assertEquals(wrong, 401, answer.statusCode());
      assertTrue(answer.headers().firstValue("WWW-Authenticate").isPresent());
      assertEquals(401, node.send("POST", "/v1/downloads", "{}", wrong).statusCode());
    }
  }
}
