package io.tributary.cli.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import javax.net.ssl.HttpsURLConnection;

/** Calls the API of a node. Blocks. */
public final class ControlClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);
  private static final int MOST_BYTES = 16 << 20;
  private static final int LEAST_ERROR = 300;
  private static final JsonMapper JSON = new JsonMapper();

  private final URI server;
  private final String token;
  private final Path authoritiesOrNull;

  /**
   * @param token empty for none
   * @param authoritiesOrNull who vouches for the node, as PEM; null for those of Java
   */
  ControlClient(URI server, String token, Path authoritiesOrNull) {
    this.server = server;
    this.token = token;
    this.authoritiesOrNull = authoritiesOrNull;
  }

  public JsonNode get(String path) {
    return call("GET", path, "");
  }

  /**
   * @param body JSON; empty for none
   */
  public JsonNode post(String path, String body) {
    return call("POST", path, body);
  }

  /**
   * @param body JSON
   */
  public JsonNode put(String path, String body) {
    return call("PUT", path, body);
  }

  /**
   * @throws TributaryException what the node says, or NETWORK when it does not answer
   */
  private JsonNode call(String method, String path, String body) {
    try {
      HttpURLConnection connection = connection(path);
      connection.setRequestMethod(method);
      connection.setConnectTimeout((int) CONNECT_TIMEOUT.toMillis());
      connection.setReadTimeout((int) READ_TIMEOUT.toMillis());
      // A redirect would take the token elsewhere.
      connection.setInstanceFollowRedirects(false);
      if (!token.isEmpty()) {
        connection.setRequestProperty("Authorization", "Bearer " + token);
      }
      if (!body.isEmpty()) {
        send(connection, body.getBytes(StandardCharsets.UTF_8));
      }
      int status = connection.getResponseCode();
      if (status < 0) {
        throw NoAnswer.notHttp(server).asException();
      }
      JsonNode answer = answer(status, connection);
      if (status >= LEAST_ERROR) {
        throw said(status, answer);
      }
      return answer;
    } catch (IOException e) {
      throw NoAnswer.of(server, e).asException(e);
    }
  }

  private HttpURLConnection connection(String path) throws IOException {
    var opened = server.resolve(path).toURL().openConnection(Proxy.NO_PROXY);
    if (opened instanceof HttpsURLConnection https && authoritiesOrNull != null) {
      https.setSSLSocketFactory(ServerTrust.of(authoritiesOrNull).getSocketFactory());
    }
    return (HttpURLConnection) opened;
  }

  private static void send(HttpURLConnection connection, byte[] body) throws IOException {
    connection.setDoOutput(true);
    connection.setFixedLengthStreamingMode(body.length);
    connection.setRequestProperty("Content-Type", "application/json");
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
  }

  private JsonNode answer(int status, HttpURLConnection connection) throws IOException {
    InputStream in =
        status >= LEAST_ERROR ? connection.getErrorStream() : connection.getInputStream();
    if (in == null) {
      return JSON.createObjectNode();
    }
    try (in) {
      return JSON.readTree(in.readNBytes(MOST_BYTES));
    } catch (JsonProcessingException e) {
      throw failed(
          FailureKind.PROTOCOL,
          "it answered with status " + status + " and no JSON",
          "check that --server is a node's API");
    }
  }

  private TributaryException said(int status, JsonNode problem) {
    if (!problem.path("reason").isTextual()) {
      return failed(
          FailureKind.PROTOCOL,
          "it answered with status " + status,
          "check that --server is a node's API");
    }
    if (status == HttpURLConnection.HTTP_UNAUTHORIZED && token.isEmpty()) {
      return failed(
          FailureKind.ACCESS_DENIED,
          "it asks for its token",
          "name its token file with --token-file, or set TRIBUTARY_TOKEN_FILE");
    }
    return problem(problem).asException();
  }

  /** A failure as the API writes it. */
  public static Failure problem(JsonNode json) {
    return new Failure(
        kind(json.path("kind").asText()),
        json.path("operation").asText(),
        json.path("target").asText(),
        json.path("reason").asText(),
        json.path("advice").asText());
  }

  private static FailureKind kind(String word) {
    try {
      return FailureKind.valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
    } catch (IllegalArgumentException ofANewerNode) {
      return FailureKind.INTERNAL;
    }
  }

  private TributaryException failed(FailureKind kind, String reason, String advice) {
    return new Failure(kind, "ask", "the node at " + server, reason, advice).asException();
  }
}
