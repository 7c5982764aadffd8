package io.tributary.testkit;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.content.Content;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.After;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class ObjectServerTest extends JUnitSuite {
  private final ObjectServer server = ObjectServer.start();
  private final HttpClient client = HttpClient.newHttpClient();

  @After
  public void close() {
    server.close();
  }

  @Test
  public void anotherClientGetsEveryByte() throws Exception {
    Content content = Content.synthetic(7, 1_000_003);
    server.put("/dir/a b.bin", content);
    HttpResponse<byte[]> response = get("/dir/a b.bin", "X-Nothing", "1");
    assertEquals(200, response.statusCode());
    assertArrayEquals(content.toByteArray(), response.body());
    assertEquals("bytes", response.headers().firstValue("Accept-Ranges").orElseThrow());
  }

  @Test
  public void aRangeIsAPartOfTheObject() throws Exception {
    Content content = Content.synthetic(8, 1_000_003);
    server.put("/x", content);
    HttpResponse<byte[]> response = get("/x", "Range", "bytes=500001-700000");
    assertEquals(206, response.statusCode());
    assertEquals(
        "bytes 500001-700000/1000003",
        response.headers().firstValue("Content-Range").orElseThrow());
    assertArrayEquals(content.slice(500_001, 200_000), response.body());
  }

  @Test
  public void connectionsAreKeptAndRequestsLogged() throws Exception {
    server.put("/x", Content.of("hello"));
    get("/x", "X-First", "1");
    get("/x", "Range", "bytes=1-2");
    assertTrue(server.awaitBytesSent(7, Duration.ofSeconds(10)));
    assertEquals(1, server.connections());
    assertEquals(2, server.requestCount());
    RecordedRequest second = server.requests("/x").get(1);
    assertEquals("bytes=1-2", second.header("Range").orElseThrow());
    assertEquals(2, second.request().onConnection());
    assertEquals(206, second.status());
    assertEquals(2, second.bodyBytesSent());
  }

  @Test
  public void pipelinedRequestsAreAnsweredInOrder() throws Exception {
    server.put("/a", Content.of("first"));
    server.put("/b", Content.of("second"));
    try (RawClient raw = new RawClient(server.port())) {
      raw.send("GET /a HTTP/1.1\r\nHost: t\r\n\r\nGET /b HTTP/1.1\r\nHost: t\r\n\r\n");
      assertArrayEquals("first".getBytes(StandardCharsets.UTF_8), raw.reply().body());
      assertArrayEquals("second".getBytes(StandardCharsets.UTF_8), raw.reply().body());
    }
  }

  @Test
  public void garbageFromAClientIsABadRequest() throws Exception {
    try (RawClient raw = new RawClient(server.port())) {
      raw.send("garbage\r\n\r\n");
      assertEquals(400, raw.reply().status());
      assertEquals(0, raw.readAll().length);
    }
  }

  private HttpResponse<byte[]> get(String path, String name, String value) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url(path))).header(name, value).build();
    return client.send(request, BodyHandlers.ofByteArray());
  }
}
