package io.tributary.server;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** Somebody who listens to the events of a node. */
final class EventStream implements AutoCloseable {
  /** One event. */
  record Event(String id, String type, JsonNode data) {}

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final InputStream body;
  private final BufferedReader lines;

  private EventStream(InputStream body) {
    this.body = body;
    this.lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
  }

  /** Waits for a place: those of listeners who have left come free when that is noticed. */
  static EventStream open(RunningNode node, String lastId) throws Exception {
    HttpResponse<InputStream> answer = ask(node, lastId);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (answer.statusCode() == 503 && System.nanoTime() < end) {
      answer.body().close();
      answer = ask(node, lastId);
    }
    assertEquals(200, answer.statusCode());
    assertTrue(answer.headers().firstValue("Content-Type").get().startsWith("text/event-stream"));
    return new EventStream(answer.body());
  }

  static HttpResponse<InputStream> ask(RunningNode node, String lastId) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(node.url("/v1/events"))
            .timeout(PATIENCE)
            .header("Authorization", node.authorization());
    if (!lastId.isEmpty()) {
      request.header("Last-Event-ID", lastId);
    }
    return HttpClient.newHttpClient()
        .send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
  }

  /** The next one, within a minute. */
  Event next() throws Exception {
    FutureTask<Event> event = new FutureTask<>(this::read);
    Thread reader = new Thread(event, "event-stream");
    reader.setDaemon(true);
    reader.start();
    return event.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private Event read() throws IOException {
    String id = "";
    String type = "";
    String data = "";
    while (true) {
      String line = lines.readLine();
      assertTrue("the stream has ended", line != null);
      if (line.isEmpty() && !data.isEmpty()) {
        return new Event(id, type, new ObjectMapper().readTree(data));
      } else if (line.startsWith("id: ")) {
        id = line.substring(4);
      } else if (line.startsWith("event: ")) {
        type = line.substring(7);
      } else if (line.startsWith("data: ")) {
        data = line.substring(6);
      }
    }
  }

  /** The next event of that type in which that is found. */
  Event until(String type, String text) throws Exception {
    Event event = next();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!event.type().equals(type) || !event.data().toString().contains(text)) {
      assertTrue("no " + type + " with " + text, System.nanoTime() < end);
      event = next();
    }
    return event;
  }

  @Override
  public void close() throws IOException {
    body.close();
  }
}
