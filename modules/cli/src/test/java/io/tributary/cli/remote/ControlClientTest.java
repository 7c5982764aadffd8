package io.tributary.cli.remote;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** How a node is asked with a token, and without. */
public final class ControlClientTest extends JUnitSuite {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final ServerArguments arguments = new ServerArguments();
  private HttpServer node;
  private volatile int status = 200;

  @Before
  public void start() throws IOException {
    node = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    node.createContext("/", this::answer);
    node.start();
    arguments.server = "http://127.0.0.1:" + node.getAddress().getPort();
  }

  @After
  public void stop() {
    node.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    String said = exchange.getRequestHeaders().getFirst("Authorization");
    String json =
        status == 200
            ? "{\"said\": \"" + said + "\"}"
            : "{\"kind\": \"access-denied\", \"reason\": \"no\", \"advice\": \"send it\"}";
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  private String said() {
    return arguments.client().get("/v1/cluster").path("said").asText();
  }

  private TributaryException refused() {
    return Assert.assertThrows(TributaryException.class, this::said);
  }

  @Test
  public void withoutATokenFileNoTokenIsSentAndANodeThatAsksForOneIsTold() throws IOException {
    assertEquals("null", said());
    status = 401;
    assertEquals(FailureKind.ACCESS_DENIED, refused().failure().kind());
    String advice = refused().failure().advice();
    assertTrue(advice, advice.contains("TRIBUTARY_TOKEN_FILE"));
    arguments.tokenFile = Files.writeString(folder.newFile().toPath(), "secret\n");
    assertEquals("send it", refused().failure().advice());
    status = 200;
    assertEquals("Bearer secret", said());
  }
}
