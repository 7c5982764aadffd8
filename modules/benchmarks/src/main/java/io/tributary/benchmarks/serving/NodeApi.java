package io.tributary.benchmarks.serving;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Speaks to the HTTP API of one node. */
public final class NodeApi {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LOOK_MILLIS = 20;

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  private final URI node;
  private final String token;

  public NodeApi(URI node, String token) {
    this.node = node;
    this.token = token;
  }

  public boolean ready() throws InterruptedException {
    try {
      return send(request("/ready")).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /**
   * Has one object downloaded, or all below a directory.
   *
   * @param collection {@code downloads} or {@code jobs}
   * @param order the body, as the API has it
   * @return the id
   */
  public String submit(String collection, Map<String, ?> order)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        request("/v1/" + collection)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(JSON.writeValueAsString(order)));
    return JSON.readTree(expect(202, send(request)).body()).get("id").asText();
  }

  /** Waits until it is completed; fails when it ends otherwise, or takes too long. */
  public void awaitCompleted(String id, Duration longest) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + longest.toNanos();
    while (true) {
      JsonNode shown = JSON.readTree(expect(200, send(request("/v1/downloads/" + id))).body());
      String state = shown.path("state").asText();
      if (state.equals("completed")) {
        return;
      }
      boolean underWay = state.equals("waiting") || state.equals("active");
      if (!underWay || System.nanoTime() > deadline) {
        throw new IOException("it does not complete: " + shown);
      }
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
    }
  }

  private static HttpResponse<String> expect(int status, HttpResponse<String> answer)
      throws IOException {
    if (answer.statusCode() != status) {
      throw new IOException(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(node.resolve(path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + token);
  }

  private static HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return HTTP.send(request.build(), BodyHandlers.ofString());
  }

  @Override
  public String toString() {
    return node.toString();
  }
}
