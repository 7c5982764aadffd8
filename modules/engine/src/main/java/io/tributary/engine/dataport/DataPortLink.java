package io.tributary.engine.dataport;

import io.tributary.storage.wire.Input;
import io.tributary.storage.wire.PlainWire;
import io.tributary.storage.wire.TlsWire;
import io.tributary.storage.wire.Wire;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;

/**
 * A connection to a data port, opened when it is needed. One thread uses it; {@link #close} may be
 * called from any.
 */
public final class DataPortLink {
  /** Well below the time after which the server closes one. */
  private static final Duration MOST_IDLE = Duration.ofSeconds(20);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final DataPortAddress address;
  private final ClusterSecret secret;
  private final Optional<SSLContext> tls;
  private volatile Wire wireOrNull;
  private Input input;
  private long usedNanos;

  /**
   * @param tls this node's identity; needed when the port asks for it
   */
  public DataPortLink(DataPortAddress address, ClusterSecret secret, Optional<SSLContext> tls) {
    this.address = address;
    this.secret = secret;
    this.tls = tls;
  }

  DataPortAddress address() {
    return address;
  }

  void connect() throws IOException {
    if (wireOrNull != null && (idleNanos() > MOST_IDLE.toNanos() || !input.quiet())) {
      close();
    }
    if (wireOrNull == null) {
      Wire plain =
          PlainWire.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_TIMEOUT);
      // Whoever closes this ends a handshake that does not end.
      wireOrNull = plain;
      Wire wire = secured(plain);
      input = new Input(wire);
      wireOrNull = wire;
    }
    used();
  }

  private Wire secured(Wire plain) throws IOException {
    if (!address.tls()) {
      return plain;
    }
    try {
      SSLEngine engine =
          tls.orElseThrow(() -> new IOException("it speaks TLS, and this node has no certificate"))
              .createSSLEngine(address.host(), address.port());
      engine.setUseClientMode(true);
      return TlsWire.handshake(plain, engine);
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  private long idleNanos() {
    return System.nanoTime() - usedNanos;
  }

  void used() {
    usedNanos = System.nanoTime();
  }

  String request(String path, long run, int lane, long offset) {
    return "PUT "
        + path
        + "?run="
        + run
        + "&lane="
        + lane
        + "&offset="
        + offset
        + " HTTP/1.1\r\nHost: "
        + address
        + "\r\nAuthorization: "
        + secret.headerValue()
        + "\r\nContent-Type: application/octet-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
  }

  void write(ByteBuffer bytes) throws IOException {
    Wire wire = wireOrNull;
    if (wire == null) {
      throw new IOException("the connection was closed");
    }
    wire.write(bytes);
  }

  Input input() {
    return input;
  }

  void close() {
    Wire wire = wireOrNull;
    wireOrNull = null;
    if (wire != null) {
      wire.close();
    }
  }
}
