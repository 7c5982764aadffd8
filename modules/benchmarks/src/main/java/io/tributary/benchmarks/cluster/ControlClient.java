package io.tributary.benchmarks.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.testkit.network.Host;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Speaks to the HTTP API of nodes. */
final class ControlClient {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .proxy(HttpClient.Builder.NO_PROXY)
          .build();

  boolean ready(Host host) throws InterruptedException {
    try {
      return send(request(host, "/ready")).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /**
   * @param lanes 0 for as many as it finds best
   * @return the id of the download
   */
  String submit(Host host, URI source, String destination, int lanes)
      throws IOException, InterruptedException {
    ObjectNode body =
        JSON.createObjectNode().put("source", source.toString()).put("destination", destination);
    if (lanes > 0) {
      body.putObject("options").put("lanes", lanes);
    }
    HttpRequest.Builder request =
        request(host, "/v1/downloads")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body.toString()));
    return JSON.readTree(expect(202, send(request)).body()).get("id").asText();
  }

  JsonNode show(Host host, String id) throws IOException, InterruptedException {
    return JSON.readTree(expect(200, send(request(host, "/v1/downloads/" + id))).body());
  }

  private static HttpResponse<String> expect(int status, HttpResponse<String> answer)
      throws IOException {
    if (answer.statusCode() != status) {
      throw new IOException(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
    }
    return answer;
  }

  private static HttpRequest.Builder request(Host host, String path) {
    return HttpRequest.newBuilder(
            URI.create("http://" + host.address() + ":" + NodeFile.API_PORT + path))
        .timeout(PATIENCE)
        .header("Authorization", "Bearer " + NodeFile.TOKEN);
  }

  private HttpResponse<String> send(HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return http.send(request.build(), BodyHandlers.ofString());
  }
}
