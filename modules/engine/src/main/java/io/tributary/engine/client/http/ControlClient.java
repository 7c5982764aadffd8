package io.tributary.engine.client.http;

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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.HttpsURLConnection;

/** Calls the API of a node. Blocks. */
public final class ControlClient {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration READ_TIMEOUT = Duration.ofSeconds(60);

  /** As long as the longest answer takes on a line of 30 KB/s. */
  private static final Duration LONGEST_CALL = Duration.ofMinutes(10);

  private static final int MOST_BYTES = 16 << 20;
  private static final int LEAST_ERROR = 300;
  private static final JsonMapper JSON = new JsonMapper();

  private final ControlAddress address;

  /**
   * What a node answered.
   *
   * @param retryAfter how long it asked to wait
   */
  public record Answer(int status, JsonNode body, Optional<Duration> retryAfter) {
    public boolean isError() {
      return status >= LEAST_ERROR;
    }
  }

  public ControlClient(ControlAddress address) {
    this.address = address;
  }

  public JsonNode get(String path) {
    return good(ask("GET", path, ""));
  }

  /**
   * @param body JSON; empty for none
   */
  public JsonNode post(String path, String body) {
    return good(ask("POST", path, body));
  }

  /**
   * @throws TributaryException what the node says, when that is an error
   */
  public JsonNode good(Answer answer) {
    if (answer.isError()) {
      throw said(answer);
    }
    return answer.body();
  }

  /**
   * Whatever the node answers.
   *
   * @param body JSON; empty for none
   * @throws TributaryException NETWORK when it does not answer, PROTOCOL when that is no API
   */
  public Answer ask(String method, String path, String body) {
    return ask(method, path, body, LONGEST_CALL);
  }

  /**
   * The same.
   *
   * @param most that the whole call takes, however slowly the answer comes; at least a millisecond.
   *     Where all but some of the body has come by then, and then nothing more, it may be twice as
   *     long.
   */
  public Answer ask(String method, String path, String body, Duration most) {
    try {
      HttpURLConnection connection = connection(path);
      connection.setRequestMethod(method);
      connection.setConnectTimeout((int) Math.min(CONNECT_TIMEOUT.toMillis(), most.toMillis()));
      connection.setReadTimeout((int) Math.min(READ_TIMEOUT.toMillis(), most.toMillis()));
      // A redirect would take the token elsewhere.
      connection.setInstanceFollowRedirects(false);
      if (!address.token().isEmpty()) {
        connection.setRequestProperty("Authorization", "Bearer " + address.token());
      }
      try (CallEnd end = new CallEnd(connection, most)) {
        return end.within(() -> exchange(connection, body, end));
      }
    } catch (IOException e) {
      throw new NoAnswer(address).of(e).asException(e);
    }
  }

  private Answer exchange(HttpURLConnection connection, String body, CallEnd end)
      throws IOException {
    byte[] sent = body.getBytes(StandardCharsets.UTF_8);
    if (sent.length > 0) {
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(sent.length);
      connection.setRequestProperty("Content-Type", "application/json");
    }
    connection.connect();
    end.requireTime();
    if (sent.length > 0) {
      send(connection, sent);
    }
    int status = connection.getResponseCode();
    end.headCame();
    if (status < 0) {
      throw new NoAnswer(address).notHttp().asException();
    }
    return new Answer(status, answer(status, connection, end), retryAfter(connection));
  }

  private static Optional<Duration> retryAfter(HttpURLConnection connection) {
    long seconds = connection.getHeaderFieldLong("Retry-After", -1);
    return seconds < 0 ? Optional.empty() : Optional.of(Duration.ofSeconds(seconds));
  }

  private HttpURLConnection connection(String path) throws IOException {
    var opened = address.server().resolve(path).toURL().openConnection(Proxy.NO_PROXY);
    if (opened instanceof HttpsURLConnection https && address.authoritiesOrNull() != null) {
      https.setSSLSocketFactory(ServerTrust.of(address).getSocketFactory());
    }
    return (HttpURLConnection) opened;
  }

  private static void send(HttpURLConnection connection, byte[] body) throws IOException {
    try (OutputStream out = connection.getOutputStream()) {
      out.write(body);
    }
  }

  private JsonNode answer(int status, HttpURLConnection connection, CallEnd end)
      throws IOException {
    InputStream in =
        status >= LEAST_ERROR ? connection.getErrorStream() : connection.getInputStream();
    if (in == null) {
      return JSON.createObjectNode();
    }
    try (in) {
      return JSON.readTree(end.read(in, MOST_BYTES));
    } catch (JsonProcessingException e) {
      throw failed(
          FailureKind.PROTOCOL, "it answered with status " + status + " and no JSON", isApi());
    }
  }

  private TributaryException said(Answer answer) {
    boolean said = answer.body().path("reason").isTextual();
    boolean unauthorized = answer.status() == HttpURLConnection.HTTP_UNAUTHORIZED;
    if (unauthorized && address.token().isEmpty()) {
      return failed(
          FailureKind.ACCESS_DENIED, "it asks for its token", address.names().tokenAdvice());
    }
    if (unauthorized && !said) {
      // Of the answer to a request with a body, a JDK's connection gives away the status alone.
      return failed(
          FailureKind.ACCESS_DENIED, "it does not know this token", address.names().tokenAdvice());
    }
    if (!said) {
      return failed(FailureKind.PROTOCOL, "it answered with status " + answer.status(), isApi());
    }
    return new TributaryException(problem(answer.body()), answer.retryAfter().orElse(null), null);
  }

  private String isApi() {
    return "check that " + address.names().server() + " is a node's API";
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
    return new Failure(kind, "ask", "the node at " + address.server(), reason, advice)
        .asException();
  }
}
