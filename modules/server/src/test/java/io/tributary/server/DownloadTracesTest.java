package io.tributary.server;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.GZIPInputStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** A node sends what has ended to a collector, which reads it with OpenTelemetry's own classes. */
public final class DownloadTracesTest extends JUnitSuite {
  private static final int PATIENCE_SECONDS = 60;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final ObjectServer objects = ObjectServer.start();
  private final BlockingQueue<ExportTraceServiceRequest> received = new LinkedBlockingQueue<>();
  private volatile Duration delay = Duration.ZERO;
  private HttpServer collector;
  private Path root;
  private RunningNode node;

  @Before
  public void start() throws Exception {
    root = folder.getRoot().toPath().toRealPath();
    collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    collector.createContext(
        "/v1/traces",
        exchange -> {
          try (InputStream in = new GZIPInputStream(exchange.getRequestBody())) {
            received.add(ExportTraceServiceRequest.parseFrom(in));
          }
          LockSupport.parkNanos(delay.toNanos());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    collector.start();
    node =
        RunningNode.start(
            root,
            "tributary.traces.endpoint = \"http://127.0.0.1:%d/v1/traces\""
                .formatted(collector.getAddress().getPort()));
  }

  @After
  public void stop() {
    node.close();
    collector.stop(0);
    objects.close();
  }

  private String submit(String path) throws Exception {
    String body =
        "{\"source\": \"%s\", \"destination\": \"%s\", \"options\": {\"retries\": 1}}"
            .formatted(objects.url(path), root.resolve("file" + path.substring(1)));
    return new ObjectMapper()
        .readTree(node.send("POST", "/v1/downloads", body).body())
        .get("id")
        .asText();
  }

  private List<Span> spans() throws InterruptedException, IOException {
    ExportTraceServiceRequest request = received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertTrue("a trace came", request != null);
    assertTrue(request.toString(), request.toString().contains("service.instance.id"));
    return request.getResourceSpans(0).getScopeSpans(0).getSpansList();
  }

  @Test
  public void whatHasEndedIsATrace() throws Exception {
    objects.put("/object", Content.synthetic(1, 100_000));
    objects.fault(When.get("/object").once(), Fault.status(503));
    String id = submit("/object");
    List<Span> spans = spans();
    Span whole = spans.get(0);
    assertEquals("download", whole.getName());
    assertEquals(Status.StatusCode.STATUS_CODE_OK, whole.getStatus().getCode());
    assertTrue(whole.toString(), whole.toString().contains(id));
    assertTrue(whole.toString(), whole.toString().contains(objects.url("/object")));
    List<Span> requests = spans.subList(1, spans.size());
    assertTrue(
        requests.toString(),
        requests.stream()
            .anyMatch(span -> span.getStatus().getCode() == Status.StatusCode.STATUS_CODE_ERROR));
    for (Span request : requests) {
      assertEquals(whole.getTraceId(), request.getTraceId());
      assertEquals(whole.getSpanId(), request.getParentSpanId());
      assertTrue(
          request.toString(),
          request.getAttributesList().stream()
              .anyMatch(
                  one ->
                      one.getKey().equals("tributary.node")
                          && one.getValue().getStringValue().equals("one")));
      assertTrue(request.getEndTimeUnixNano() <= whole.getEndTimeUnixNano());
    }
  }

  /** All that end in one transaction of the history. */
  @Test
  public void manyThatEndTogetherAreAllSent() throws Exception {
    delay = Duration.ofMillis(200);
    Set<String> ids = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      objects.put("/object-" + i, Content.synthetic(i, 1000));
      ids.add(submit("/object-" + i));
    }
    Set<String> traced = new HashSet<>();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    // A collector whose answer came late is sent the same once more.
    while (!traced.equals(ids)) {
      assertTrue(traced + " of " + ids, System.nanoTime() < end);
      String whole = spans().get(0).toString();
      ids.stream().filter(whole::contains).forEach(traced::add);
    }
  }

  @Test
  public void whatFailedIsOne() throws Exception {
    submit("/missing");
    Span whole = spans().get(0);
    assertEquals(Status.StatusCode.STATUS_CODE_ERROR, whole.getStatus().getCode());
    assertTrue(whole.toString(), whole.toString().contains("not_found"));
  }

  @Test
  public void whereNobodyListensDownloadsGoOn() throws Exception {
    collector.stop(0);
    objects.put("/object", Content.synthetic(1, 100_000));
    String id = submit("/object");
    awaitCompleted("/v1/downloads/" + id);
    awaitCompleted("/v1/downloads/" + id + "/history");
  }

  private void awaitCompleted(String path) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!node.send("GET", path, "").body().contains("\"completed\"")) {
      assertTrue(path + " does not end", System.nanoTime() < end);
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }
}
