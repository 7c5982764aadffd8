package io.tributary.server;

import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A node in the test's process, with a configuration file of its own. */
final class RunningNode implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ClusterNode node;
  private final Path token;
  private final HttpClient client = HttpClient.newHttpClient();

  private RunningNode(ClusterNode node, Path token) {
    this.node = node;
    this.token = token;
  }

  /**
   * @param more further lines of its configuration
   */
  static RunningNode start(Path directory, String more) throws IOException {
    Path token = directory.resolve("token");
    return new RunningNode(ClusterNode.start(file(directory, more), said -> {}), token);
  }

  static Path file(Path directory, String more) throws IOException {
    return Files.writeString(
        directory.resolve("node.conf"),
        """
        tributary {
          node { name = "one", data-directory = "%1$s/data" }
          cluster { join = "alone", port = 0 }
          http {
            port = 0, token-file = "%1$s/token", create-token-file = on
            # A machine that is busy is no disk that hangs.
            audit-timeout = 60s
          }
        }
        akka.loglevel = WARNING
        %2$s
        """
            .formatted(directory, more));
  }

  ClusterNode node() {
    return node;
  }

  URI url(String path) {
    return URI.create(node.url() + path);
  }

  String authorization() throws IOException {
    return "Bearer " + Files.readString(token).strip();
  }

  HttpResponse<String> send(String method, String path, String body) throws Exception {
    return send(method, path, body, authorization());
  }

  HttpResponse<String> send(String method, String path, String body, String authorization)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url(path))
            .timeout(PATIENCE)
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  /** How a submission is shown once it has ended. */
  JsonNode ended(String id) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      JsonNode shown = new ObjectMapper().readTree(send("GET", "/v1/downloads/" + id, "").body());
      if (shown.get("endedAt").isTextual()) {
        return shown;
      }
      assertTrue("it has not ended: " + shown, System.nanoTime() < end);
    }
  }

  @Override
  public void close() {
    node.close();
  }
}
