package io.tributary.storage.http;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.stream.javadsl.Sink;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.identity.Identity;
import io.tributary.storage.SourceReader;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.Test;

/** Connections: kept, lost, and made to the right address. */
public final class HttpConnectionReuseTest extends HttpSourceSuite {
  private static final Executor HERE = Runnable::run;

  private static Surroundings names(NameService names) {
    AddressBook book = new AddressBook(names, HERE, Duration.ofSeconds(60), System::nanoTime);
    return new Surroundings(book, Map.of(), PrivateAddresses::contains);
  }

  private HttpObjectSource source(Surroundings surroundings) {
    String url = "http://many.example:" + server.port() + "/file";
    return source(url, options(), List.of(), "", surroundings);
  }

  private static InetAddress[] addresses(String... literals) throws UnknownHostException {
    InetAddress[] addresses = new InetAddress[literals.length];
    for (int i = 0; i < literals.length; i++) {
      addresses[i] = InetAddress.getByName(literals[i]);
    }
    return addresses;
  }

  @Test
  public void aResetOfAReusedConnectionIsNoFailure() {
    HttpObjectSource source = source();
    Identity identity = identity(source);
    FaultRule reset = server.fault(When.any().onReusedConnection().once(), Fault.reset());
    assertArrayEquals(expected(FIRST_TEN), read(source.open(identity, FIRST_TEN)));
    assertEquals(1, reset.fired());
  }

  @Test
  public void aReaderThatLeavesAtTheLastByteKeepsTheConnection() {
    HttpObjectSource source = source();
    Identity identity = identity(source);
    for (int i = 0; i < 40; i++) {
      AtomicLong left = new AtomicLong(FIRST_TEN.lengthBytes());
      reader.await(
          source
              .open(identity, FIRST_TEN)
              .thenCompose(
                  body ->
                      body.bytes()
                          .takeWhile(chunk -> left.addAndGet(-chunk.size()) > 0, true)
                          .runWith(Sink.ignore(), reader.node().system())));
    }
    // A connection may still be on its way back when the next request looks for one.
    assertTrue("connections: " + server.connections(), server.connections() <= 5);
  }

  @Test
  public void anIdleConnectionThatTheServerClosedIsNoFailure() {
    HttpObjectSource source = source();
    Identity identity = identity(source);
    server.closeConnections();
    assertArrayEquals(expected(FIRST_TEN), read(source.open(identity, FIRST_TEN)));
  }

  @Test
  public void aResetOfANewConnectionIsAFailure() {
    FaultRule reset = server.fault(When.any(), Fault.reset());
    assertEquals(FailureKind.NETWORK, failure(source().probe()).kind());
    assertEquals(1, reset.fired());
  }

  @Test
  public void aConnectionThatTheServerWillCloseIsNotKept() {
    server.fault(When.any(), Fault.header("Connection", "close"), Fault.closeAfterwards());
    HttpObjectSource source = source();
    Identity identity = identity(source);
    for (int i = 0; i < 3; i++) {
      assertArrayEquals(expected(FIRST_TEN), read(source.open(identity, FIRST_TEN)));
    }
    assertEquals(4, server.connections());
  }

  @Test
  public void aServersOwnKeepAliveIsObeyed() {
    server.fault(When.any(), Fault.header("Keep-Alive", "timeout=1, max=100"));
    HttpObjectSource source = source();
    identity(source);
    reader.until(() -> source.connections() == 0, PATIENCE);
  }

  @Test
  public void idleConnectionsAreClosedInTheEnd() {
    Duration kept = Duration.ofSeconds(2);
    SourceReader own = SourceReader.start("tributary.http.keep-alive = " + kept.toMillis() + "ms");
    try {
      HttpObjectSource source = source(own);
      long begun = System.nanoTime();
      identity(source);
      reader.until(() -> source.connections() == 0, PATIENCE);
      assertTrue("not before", System.nanoTime() - begun >= kept.toNanos());
      reader.until(() -> server.openConnections() == 0, PATIENCE);
      await(source.close());
    } finally {
      own.stop();
    }
  }

  @Test
  public void anErrorWithAShortBodyKeepsItsConnection() {
    HttpObjectSource source = source();
    Identity identity = identity(source);
    server.fault(When.any().ranged().once(), Fault.status(503, Map.of(), "slow down, please"));
    assertEquals(FailureKind.THROTTLED, failure(source.open(identity, FIRST_TEN)).kind());
    read(source.open(identity, FIRST_TEN));
    assertEquals(1, server.connections());
  }

  @Test
  public void aDeadAddressAmongSeveralIsPassedOver() {
    HttpObjectSource source = source(names(host -> addresses("127.0.0.77", "127.0.0.1")));
    for (int i = 0; i < 4; i++) {
      assertEquals(SIZE, identity(source).sizeBytes());
    }
  }

  @Test
  public void aHostThatRefusesIsNamed() throws IOException {
    // Nobody listens where it is only bound, and nobody else can.
    try (Socket bound = new Socket()) {
      bound.bind(new InetSocketAddress("127.0.0.1", 0));
      int port = bound.getLocalPort();
      TributaryException failure = failure(source("http://127.0.0.1:" + port + "/x").probe());
      assertEquals(FailureKind.NETWORK, failure.kind());
      String refused = "127.0.0.1:" + port + " refuses connections";
      assertTrue(failure.getMessage(), failure.getMessage().contains(refused));
    }
  }

  @Test
  public void aHostThatDoesNotResolveIsNamed() {
    AtomicInteger asked = new AtomicInteger();
    HttpObjectSource source =
        source(
            names(
                host -> {
                  asked.incrementAndGet();
                  throw new UnknownHostException(host + ": Name or service not known");
                }));
    TributaryException failure = failure(source.probe());
    assertEquals(FailureKind.NETWORK, failure.kind());
    assertTrue(
        failure.getMessage(), failure.getMessage().contains("many.example does not resolve"));
    assertEquals(1, asked.get());
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  public void aNameServiceThatIsSilentIsNamedAndNotWaitedFor() {
    CountDownLatch released = new CountDownLatch(1);
    NameService silent =
        host -> {
          awaitUninterruptibly(released);
          throw new UnknownHostException(host);
        };
    AddressBook book =
        new AddressBook(
            silent, work -> new Thread(work).start(), Duration.ofSeconds(60), System::nanoTime);
    Surroundings around = new Surroundings(book, Map.of(), PrivateAddresses::contains);
    String url = "http://many.example:" + server.port() + "/file";
    TributaryException failure = failure(source(url, impatient(), List.of(), "", around).probe());
    released.countDown();
    assertEquals(FailureKind.NETWORK, failure.kind());
    String reason = "looking up the host name many.example takes too long";
    assertTrue(failure.getMessage(), failure.getMessage().contains(reason));
  }

  @Test
  public void aHostThatDoesNotAcceptIsGivenUp() throws IOException {
    // A full backlog: the kernel drops further SYNs, and nobody answers.
    try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      String url = "http://127.0.0.1:" + full.getLocalPort() + "/x";
      HttpObjectSource source = source(url, impatient(), List.of(), "", direct());
      for (int i = 0; i < 4; i++) {
        TributaryException failure = failure(source.probe());
        assertEquals(FailureKind.NETWORK, failure.kind());
      }
    }
  }
}
