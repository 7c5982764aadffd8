package io.tributary.torture.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.torture.campaign.Claim;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Speaks with whichever node answers, as a program would that knows all of them. */
final class ClusterClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http;
  private final String token;

  ClusterClient(HttpClient http, String token) {
    this.http = http;
    this.token = token;
  }

  /** Returns the id of the download. */
  String submit(NodeProcess node, String source, String destination) throws IOException {
    String body = JSON.writeValueAsString(Map.of("source", source, "destination", destination));
    HttpRequest request =
        request(node, "/v1/downloads")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    HttpResponse<String> answer = send(request).orElseThrow();
    Claim.that(answer.statusCode() / 100 == 2, "not accepted: " + answer.body());
    return JSON.readTree(answer.body()).get("id").asText();
  }

  /** What the first node that answers knows of it; empty when none does just now. */
  Optional<JsonNode> show(List<NodeProcess> nodes, String id) throws IOException {
    for (NodeProcess node : nodes) {
      Optional<HttpResponse<String>> answer =
          send(request(node, "/v1/downloads/" + id).GET().build());
      if (answer.isPresent() && answer.get().statusCode() == 200) {
        return Optional.of(JSON.readTree(answer.get().body()));
      }
    }
    return Optional.empty();
  }

  private HttpRequest.Builder request(NodeProcess node, String path) {
    return HttpRequest.newBuilder(URI.create(node.origin() + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token);
  }

  private Optional<HttpResponse<String>> send(HttpRequest request) {
    try {
      return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException away) {
      return Optional.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
