package io.tributary.storage.http;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.Locator;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.storage.ObjectReader;
import io.tributary.storage.ObjectReaderContract;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceReader;
import io.tributary.storage.SourceSecrets;
import io.tributary.storage.Sources;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import java.util.List;
import java.util.Optional;
import org.junit.Test;

/** Objects of a web server, read one by one. */
public final class HttpObjectReaderTest extends ObjectReaderContract {
  private static final Content CONTENT = Content.of("content");

  @Override
  protected ObjectServer startServer() {
    return ObjectServer.start();
  }

  @Override
  protected ObjectReader open(SourceReader.Node node) {
    return reader(server.url("/bucket/"), "");
  }

  private static ObjectReader reader(String place, String secretUrl) {
    SourceSecrets secrets =
        new SourceSecrets(
            secretUrl, List.of(new SourceSecrets.Header("X-Token", "river-secret")), "");
    return Sources.reader(
        ParsedLocator.parse(place).locator(),
        SourceOptions.defaults(),
        secrets,
        node.node().system());
  }

  @Override
  protected Locator locator(String path) {
    return ParsedLocator.parse(server.url(path)).locator();
  }

  @Override
  protected Locator elsewhere() {
    return ParsedLocator.parse("http://127.0.0.1:" + (server.port() ^ 1) + "/bucket/x").locator();
  }

  private String header(int request, String name) {
    return server.requests().get(request).header(name).orElse("");
  }

  @Test
  public void theUsersNameAndHeadersGoWithEveryRequest() {
    server.put("/a", CONTENT);
    server.put("/b", CONTENT);
    String url = server.url("/dir/?sig=query-secret").replace("http://", "http://river:pass@");
    try (Closing named = new Closing(reader(server.url("/dir/"), url))) {
      for (String path : new String[] {"/a", "/b"}) {
        node.read(named.reader.open(locator(path)).thenApply(ObjectReader.Opened::body));
      }
    }
    for (RecordedRequest request : server.requests()) {
      assertEquals(Optional.of("river-secret"), request.header("X-Token"));
      assertEquals(Optional.of("Basic cml2ZXI6cGFzcw=="), request.header("Authorization"));
      assertFalse(request.request().target(), request.request().target().contains("secret"));
    }
    assertEquals(2, server.requestCount());
  }

  @Test
  public void aUserOfAnotherServerIsNotNamedHere() {
    server.put("/a", CONTENT);
    try (Closing named =
        new Closing(reader(server.url("/"), "http://river:pass@elsewhere.example/"))) {
      node.read(named.reader.open(locator("/a")).thenApply(ObjectReader.Opened::body));
    }
    assertEquals("", header(0, "Authorization"));
  }

  @Test
  public void redirectsAreFollowedForEachObjectWithoutSecrets() {
    try (ObjectServer other = ObjectServer.start()) {
      for (String path : new String[] {"/a", "/b"}) {
        other.put("/there" + path, Content.of("from " + path));
        server.fault(When.get(path), Fault.redirect(302, other.url("/there" + path)));
        assertArrayEquals(Content.of("from " + path).toByteArray(), read(path));
      }
      assertEquals(2, server.requestCount());
      assertEquals(2, other.requestCount());
      assertEquals(1, other.connections());
      other.requests().forEach(each -> assertTrue(each.header("X-Token").isEmpty()));
    }
  }

  @Test
  public void aPathGoesOnTheWireAsItIsWritten() {
    for (String path : new String[] {"/a%20b", "/%E6%B2%B3/x.bin", "/a%2Fb", "/a+b;c=d,e"}) {
      Locator object = ParsedLocator.parse(server.url("").replaceAll("/$", "") + path).locator();
      server.clearLog();
      TributaryException missing = node.failure(reader.open(object));
      assertEquals(FailureKind.NOT_FOUND, missing.kind());
      assertEquals(path, server.requests().get(0).request().target());
    }
  }

  /** The query of a presigned URL is nowhere but in that URL. */
  @Test
  public void anObjectWithAQueryIsRefused() {
    Locator object = ParsedLocator.parse(server.url("/a") + "?sig=x").locator();
    TributaryException failure = node.failure(reader.open(object));
    assertEquals(FailureKind.USAGE, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("query"));
    assertEquals(0, server.requestCount());
  }

  private record Closing(ObjectReader reader) implements AutoCloseable {
    @Override
    public void close() {
      node.await(reader.close());
    }
  }
}
