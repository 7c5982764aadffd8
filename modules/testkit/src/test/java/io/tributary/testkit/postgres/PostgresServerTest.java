package io.tributary.testkit.postgres;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.sql.SQLException;
import org.junit.After;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class PostgresServerTest extends JUnitSuite {
  /** An SSLRequest, which every PostgreSQL answers with one letter. */
  private static final byte[] HELLO = {0, 0, 0, 8, 0x04, (byte) 0xd2, 0x16, 0x2f};

  private final PostgresServer server = PostgresServer.start();

  @After
  public void close() {
    server.close();
  }

  private int ask(int patienceMillis) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      socket.setSoTimeout(patienceMillis);
      OutputStream out = socket.getOutputStream();
      out.write(HELLO);
      out.flush();
      InputStream in = socket.getInputStream();
      return in.read();
    }
  }

  @Test
  public void itIsKilledAndStartedAgainOnItsPortAndData() throws Exception {
    server.createDatabase("kept");
    assertEquals('N', ask(10_000));

    server.kill();
    assertFalse(server.running());
    Assert.assertThrows(IOException.class, () -> ask(1000));
    server.restart();

    assertTrue(server.running());
    assertEquals('N', ask(10_000));
    Assert.assertThrows(
        "it is there already", SQLException.class, () -> server.createDatabase("kept"));
  }

  @Test
  public void frozenItTakesConnectionsAndAnswersNobody() throws IOException {
    server.freeze();
    Assert.assertThrows(SocketTimeoutException.class, () -> ask(500));
    server.thaw();
    assertEquals('N', ask(10_000));
  }

  @Test
  public void itIsReachedWhereItWasStarted() throws Exception {
    try (PostgresServer elsewhere = PostgresServer.startAt("127.0.0.2")) {
      assertTrue(elsewhere.url(), elsewhere.url().startsWith("jdbc:postgresql://127.0.0.2:"));
      elsewhere.connect(PostgresServer.DATABASE).close();
      Assert.assertThrows(
          IOException.class,
          () -> new Socket(InetAddress.getLoopbackAddress(), elsewhere.port()).close());
    }
  }

  @Test
  public void itStopsInGoodOrder() throws IOException {
    server.stop();
    assertFalse(server.running());
    server.restart();
    assertEquals('N', ask(10_000));
  }
}
