package io.tributary.storage.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/**
 * TLS over another wire. Records are decrypted straight into the caller's buffer where it has room
 * for a whole one.
 */
public final class TlsWire implements Wire {
  /** Records taken from the socket in one read; a record is 16 KiB and some at most. */
  private static final int RECORDS = 8;

  private final Wire below;
  private final SSLEngine engine;
  private ByteBuffer received;
  private ByteBuffer decrypted;
  private ByteBuffer toSend;

  private TlsWire(Wire below, SSLEngine engine) {
    this.below = below;
    this.engine = engine;
    int record = engine.getSession().getPacketBufferSize();
    received = ByteBuffer.allocate(RECORDS * record).flip();
    decrypted = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).flip();
    toSend = ByteBuffer.allocate(record);
  }

  /**
   * Shakes hands as the client that {@code engine} is.
   *
   * @throws SSLException when the peer is not to be trusted, or does not speak TLS
   */
  public static TlsWire handshake(Wire below, SSLEngine engine) throws IOException {
    TlsWire wire = new TlsWire(below, engine);
    engine.beginHandshake();
    wire.shakeHands();
    return wire;
  }

  private void shakeHands() throws IOException {
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> runTasks();
        case NEED_WRAP -> wrap(ByteBuffer.allocate(0));
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> unwrapHandshake();
        default -> {
          return;
        }
      }
    }
  }

  private void unwrapHandshake() throws IOException {
    decrypted.compact();
    SSLEngineResult result;
    try {
      result = engine.unwrap(received, decrypted);
    } finally {
      decrypted.flip();
    }
    switch (result.getStatus()) {
      case BUFFER_UNDERFLOW -> receiveInHandshake();
      case BUFFER_OVERFLOW -> throw new SSLException("more data than the handshake may carry");
      case CLOSED -> throw new SSLException("closed during the handshake");
      default -> {}
    }
  }

  private void receiveInHandshake() throws IOException {
    if (!receive(below::read)) {
      throw new SSLException("the peer closed the connection during the handshake");
    }
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  @FunctionalInterface
  private interface Reading {
    int into(ByteBuffer buffer) throws IOException;
  }

  /** False at the end. */
  private boolean receive(Reading reading) throws IOException {
    received.compact();
    try {
      if (!received.hasRemaining()) {
        throw new SSLException("a record beyond the size that TLS allows");
      }
      return reading.into(received) >= 0;
    } finally {
      received.flip();
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    int before = into.position();
    while (into.hasRemaining()) {
      if (decrypted.hasRemaining()) {
        take(into);
      } else if (!decrypt(into, into.position() == before)) {
        break;
      }
    }
    int count = into.position() - before;
    return count == 0 ? -1 : count;
  }

  private void take(ByteBuffer into) {
    int count = Math.min(decrypted.remaining(), into.remaining());
    into.put(into.position(), decrypted, decrypted.position(), count);
    into.position(into.position() + count);
    decrypted.position(decrypted.position() + count);
  }

  /**
   * Decrypts one record.
   *
   * @param wait whether to wait for bytes when there is no whole record
   * @return false when there is none, or the peer has ended the session
   * @throws IOException also when the connection ends without the end of the session
   */
  private boolean decrypt(ByteBuffer into, boolean wait) throws IOException {
    SSLEngineResult result = unwrap(into);
    if (result.getHandshakeStatus() != HandshakeStatus.NOT_HANDSHAKING
        && result.getHandshakeStatus() != HandshakeStatus.FINISHED
        && result.getStatus() == SSLEngineResult.Status.OK) {
      // A session ticket, or the peer's new keys.
      shakeHands();
    }
    return switch (result.getStatus()) {
      case OK -> true;
      case CLOSED -> false;
      case BUFFER_OVERFLOW -> throw new SSLException("a record beyond the size that TLS allows");
      case BUFFER_UNDERFLOW -> {
        if (!wait) {
          yield false;
        }
        if (!receive(below::read)) {
          throw new EOFException("the connection was cut without the end of the session");
        }
        yield true;
      }
    };
  }

  private SSLEngineResult unwrap(ByteBuffer into) throws IOException {
    if (into.remaining() >= decrypted.capacity()) {
      return engine.unwrap(received, into);
    }
    decrypted.clear();
    try {
      return engine.unwrap(received, decrypted);
    } finally {
      decrypted.flip();
    }
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    do {
      wrap(bytes);
    } while (bytes.hasRemaining());
  }

  private void wrap(ByteBuffer bytes) throws IOException {
    toSend.clear();
    SSLEngineResult result = engine.wrap(bytes, toSend);
    if (result.getStatus() != SSLEngineResult.Status.OK && toSend.position() == 0) {
      throw new SSLException("closed by the peer");
    }
    below.write(toSend.flip());
  }

  /** Session tickets may come at any time: they are taken in, and are nothing to the caller. */
  @Override
  public int poll(ByteBuffer into) throws IOException {
    if (!receive(below::poll)) {
      return -1;
    }
    int before = into.position();
    boolean more = true;
    while (more && !decrypted.hasRemaining()) {
      more = decrypt(into, false);
    }
    take(into);
    return engine.isInboundDone() ? -1 : into.position() - before;
  }

  /** Without a farewell: every body's length is known, and the peer may not read any more. */
  @Override
  public void close() {
    below.close();
  }
}
