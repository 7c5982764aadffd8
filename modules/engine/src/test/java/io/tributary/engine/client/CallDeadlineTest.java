package io.tributary.engine.client;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.client.http.ControlAddress;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** However a node behaves, who asks it hears of it in time. */
public final class CallDeadlineTest extends JUnitSuite {
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  /** For what ends by itself before that. */
  private static final Duration MUCH_PATIENCE = Duration.ofSeconds(15);

  /** Far more than both. */
  private static final int LONG_SECONDS = 90;

  private final ActorTestKit kit =
      ActorTestKit.create(
          "calls",
          ConfigFactory.parseString(
                  """
                  akka.actor.provider = local
                  akka.loglevel = WARNING
                  """)
              .withFallback(ConfigFactory.load()));
  private final BlockingQueue<Socket> connections = new LinkedBlockingQueue<>();
  private ServerSocket server;

  @Before
  public void listen() throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  }

  private HttpClient client(Duration patience) {
    URI address = URI.create("http://127.0.0.1:" + server.getLocalPort());
    return new HttpClient(kit.system(), new ControlAddress(address, "", null), patience);
  }

  @After
  public void stop() throws IOException {
    server.close();
    for (Socket socket : connections) {
      socket.close();
    }
    kit.shutdownTestKit();
  }

  /** What a node does with a connection. */
  private interface Node {
    void serve(Socket socket, int number) throws IOException;
  }

  private void serve(Node node) {
    Thread thread =
        new Thread(
            () -> {
              try {
                for (int number = 0; ; number++) {
                  Socket socket = server.accept();
                  connections.add(socket);
                  node.serve(socket, number);
                }
              } catch (IOException closed) {
                // The test is over.
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private static void answer(Socket socket, String head, String body) throws IOException {
    InputStream in = socket.getInputStream();
    int read = in.read(new byte[4096]);
    assertTrue(read > 0);
    String text = "HTTP/1.1 " + head + "\r\nConnection: close\r\nContent-Length: " + body.length();
    socket.getOutputStream().write((text + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
    socket.close();
  }

  private static String problem(String kind) {
    return "{\"kind\": \"%s\", \"operation\": \"a\", \"target\": \"b\", \"reason\": \"c\"}"
        .formatted(kind);
  }

  private TributaryException failure() {
    return failure(client(PATIENCE));
  }

  private static TributaryException failure(HttpClient client) {
    Throwable thrown =
        Assert.assertThrows(
            ExecutionException.class,
            () ->
                client
                    .status("0123456789abcdef")
                    .toCompletableFuture()
                    .get(LONG_SECONDS, TimeUnit.SECONDS));
    return (TributaryException) thrown.getCause();
  }

  @Test
  public void aNodeThatNeverAnswersIsGivenUpAndItsConnectionsClosed() throws Exception {
    serve((socket, number) -> {});
    assertEquals(FailureKind.NETWORK, failure().kind());
    int asked = 0;
    for (Socket socket = connections.poll(); socket != null; socket = connections.poll()) {
      socket.setSoTimeout((int) TimeUnit.SECONDS.toMillis(LONG_SECONDS));
      // One may have been given up before it had a request.
      asked += socket.getInputStream().readAllBytes().length > 0 ? 1 : 0;
      socket.close();
    }
    assertTrue("it was asked", asked > 0);
  }

  @Test
  public void aNodeThatIsFrozenLeavesTimeForAnotherTry() {
    serve(
        (socket, number) -> {
          if (number > 0) {
            answer(socket, "404 Not Found", problem("not-found"));
          }
        });
    assertEquals(FailureKind.NOT_FOUND, failure(client(MUCH_PATIENCE)).kind());
  }

  @Test
  public void aNodeThatClosesConnectionsIsAskedAgain() {
    serve(
        (socket, number) -> {
          if (number < 3) {
            socket.close();
          } else {
            answer(socket, "404 Not Found", problem("not-found"));
          }
        });
    assertEquals(FailureKind.NOT_FOUND, failure(client(MUCH_PATIENCE)).kind());
    assertEquals(4, connections.size());
  }

  @Test
  public void aNodeThatGoesOnClosingThemIsGivenUpWhenTheTimeIsOver() {
    serve((socket, number) -> socket.close());
    assertEquals(FailureKind.NETWORK, failure().kind());
  }

  @Test
  public void whoIsToComeBackLaterThanThatHearsItAtOnce() {
    serve(
        (socket, number) ->
            answer(socket, "503 Busy\r\nRetry-After: 600", problem("state-unusable")));
    TributaryException failure = failure(client(MUCH_PATIENCE));
    assertEquals(FailureKind.STATE_UNUSABLE, failure.kind());
    assertEquals(Optional.of(Duration.ofMinutes(10)), failure.retryAfter());
    assertEquals("asked so often", 1, connections.size());
  }

  @Test
  public void callsThatWaitForTheirTurnWaitNoLongerThanOthers() throws Exception {
    serve((socket, number) -> {});
    HttpClient client = client(PATIENCE);
    for (int i = 0; i < 40; i++) {
      var unused = client.status("0123456789abcdef");
    }
    assertEquals(FailureKind.NETWORK, failure(client).kind());
  }

  /** One byte after the other, as long as anybody listens: each comes in time. */
  private CountDownLatch trickle(String head) {
    CountDownLatch left = new CountDownLatch(1);
    serve(
        (socket, number) -> {
          assertTrue(socket.getInputStream().read(new byte[4096]) > 0);
          try (OutputStream out = socket.getOutputStream()) {
            out.write(("HTTP/1.1 200 OK\r\n" + head).getBytes(StandardCharsets.US_ASCII));
            while (true) {
              out.write('1');
              LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
          } catch (IOException nobodyListens) {
            left.countDown();
          }
        });
    return left;
  }

  @Test
  public void anAnswerWhoseHeadNeverEndsIsNotWaitedForAnyMore() throws Exception {
    CountDownLatch left = trickle("X-Slow: ");
    assertEquals(FailureKind.NETWORK, failure().kind());
    assertTrue("its connection is closed", left.await(LONG_SECONDS, TimeUnit.SECONDS));
  }

  @Test
  public void anAnswerThatNeverEndsIsNotReadAnyMore() throws Exception {
    CountDownLatch left = trickle("Content-Length: 1000000\r\n\r\n");
    assertEquals(FailureKind.NETWORK, failure().kind());
    assertTrue("its connection is closed", left.await(LONG_SECONDS, TimeUnit.SECONDS));
  }

  @Test
  public void anAnswerThatStopsHalfwayIsNotWaitedForLonger() throws Exception {
    CountDownLatch left = new CountDownLatch(1);
    serve(
        (socket, number) -> {
          InputStream in = socket.getInputStream();
          assertTrue(in.read(new byte[4096]) > 0);
          String half = "HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n{";
          socket.getOutputStream().write(half.getBytes(StandardCharsets.US_ASCII));
          assertEquals("nothing more, and then the end", -1, in.read());
          left.countDown();
        });
    assertEquals(FailureKind.NETWORK, failure().kind());
    assertTrue("its connection is closed", left.await(LONG_SECONDS, TimeUnit.SECONDS));
  }

  @Test
  public void aTryOfWhichNothingIsHeardIsGivenUp() {
    CompletionStage<String> silent =
        new PatientCalls(kit.system(), Duration.ofMillis(300))
            .make(most -> new CompletableFuture<>());
    Throwable thrown =
        Assert.assertThrows(
            ExecutionException.class,
            () -> silent.toCompletableFuture().get(LONG_SECONDS, TimeUnit.SECONDS));
    assertEquals(FailureKind.NETWORK, ((TributaryException) thrown.getCause()).kind());
  }
}
