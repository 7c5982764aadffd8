package io.tributary.torture.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.torture.campaign.Claim;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Speaks with whichever node answers, as a program would that knows all of them. */
final class ClusterClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration SUBMIT_PATIENCE = Duration.ofSeconds(30);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(2))
          .build();
  private final String token;

  /** It answered last: the first to be asked. */
  private NodeProcess latest;

  ClusterClient(String token) {
    this.token = token;
  }

  /** Returns the id of the download. */
  String submit(NodeProcess node, String source, String destination, int lanes) throws IOException {
    Map<String, Object> body =
        Map.of("source", source, "destination", destination, "options", Map.of("lanes", lanes));
    HttpRequest request =
        request(node, "/v1/downloads")
            .timeout(SUBMIT_PATIENCE)
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
            .build();
    HttpResponse<String> answer = send(request).orElseThrow();
    Claim.that(answer.statusCode() / 100 == 2, "not accepted: " + answer.body());
    return JSON.readTree(answer.body()).get("id").asText();
  }

  /** What the first node that answers knows of it; empty when none does just now. */
  Optional<JsonNode> show(List<NodeProcess> nodes, String id) throws IOException {
    Optional<JsonNode> shown = latest == null ? Optional.empty() : get(latest, path(id));
    for (NodeProcess node : nodes) {
      if (shown.isEmpty() && node.running() && !node.equals(latest)) {
        shown = get(node, path(id));
        latest = shown.isPresent() ? node : latest;
      }
    }
    if (shown.isEmpty()) {
      latest = null;
    }
    return shown;
  }

  private static String path(String id) {
    return "/v1/downloads/" + id;
  }

  /** As in the answer, such as {@code completed}; empty when nobody says it. */
  String state(List<NodeProcess> nodes, String id) throws IOException {
    return show(nodes, id).map(shown -> shown.path("state").asText()).orElse("");
  }

  /** The name of the node that coordinates it, when that is known just now. */
  Optional<String> coordinator(List<NodeProcess> nodes, String id) throws IOException {
    return show(nodes, id)
        .map(shown -> shown.findValue("coordinator"))
        .map(JsonNode::asText)
        .filter(name -> !name.isEmpty());
  }

  boolean ready(NodeProcess node) {
    return node.running() && get(node, "/ready").isPresent();
  }

  /** Whether each sees exactly these nodes, all of them up and within reach. */
  boolean whole(List<NodeProcess> nodes) {
    Set<String> views = new HashSet<>();
    for (NodeProcess node : nodes) {
      views.add(view(node));
    }
    String view = views.iterator().next();
    return views.size() == 1 && view.split("up true").length == nodes.size() + 1;
  }

  /** How each sees the cluster. */
  String views(List<NodeProcess> nodes) {
    StringBuilder text = new StringBuilder();
    nodes.forEach(node -> text.append("\n  ").append(node.name()).append(": ").append(view(node)));
    return text.toString();
  }

  private String view(NodeProcess node) {
    Optional<JsonNode> shown = node.running() ? get(node, "/v1/cluster") : Optional.empty();
    Set<String> members = new java.util.TreeSet<>();
    shown
        .map(view -> view.path("nodes"))
        .ifPresent(
            all ->
                all.forEach(
                    member ->
                        members.add(
                            String.join(
                                " ",
                                member.path("name").asText(),
                                member.path("uid").asText(),
                                member.path("status").asText(),
                                member.path("reachable").asText()))));
    return members.toString();
  }

  private Optional<JsonNode> get(NodeProcess node, String path) {
    Optional<HttpResponse<String>> answer = send(request(node, path).GET().build());
    try {
      return answer.isPresent() && answer.get().statusCode() == 200
          ? Optional.of(JSON.readTree(answer.get().body()))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
