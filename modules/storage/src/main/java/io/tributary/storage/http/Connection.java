package io.tributary.storage.http;

import io.tributary.storage.wire.Body;
import io.tributary.storage.wire.Head;
import io.tributary.storage.wire.HeadLimits;
import io.tributary.storage.wire.HeadReader;
import io.tributary.storage.wire.Input;
import io.tributary.storage.wire.Wire;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * One connection to a server, carrying one request at a time. {@link #exchange} and {@link #quiet}
 * block; the rest may be called from any thread.
 */
final class Connection {

  /** The connection was gone when it was to be used. */
  static final class Lost extends RuntimeException {
    Lost() {
      super("the connection is closed", null, false, false);
    }
  }

  /** What must be done on a fresh connection before its first request: a tunnel, a handshake. */
  @FunctionalInterface
  interface Opening {
    Wire open(Wire wire) throws IOException;
  }

  /** An answer's head, and its body on the wire. */
  record Response(Head head, Body body, long announcedLength) {}

  private final Origin origin;
  private final Wire transport;
  private final Opening opening;
  private final HeadLimits limits;
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  private Wire wire;
  private Input input;

  /** Set before {@link #ended} completes. */
  private volatile Throwable endedBecause;

  Connection(Origin origin, Wire transport, Opening opening, HeadLimits limits) {
    this.origin = origin;
    this.transport = transport;
    this.opening = opening;
    this.limits = limits;
  }

  Origin origin() {
    return origin;
  }

  /** Completes, never with a failure, when the connection is closed. */
  CompletionStage<Void> ended() {
    return ended;
  }

  boolean open() {
    return !ended.isDone();
  }

  /** Whether an idle connection still is one: open, with nothing to say unasked. */
  boolean quiet() {
    try {
      return open() && input.quiet();
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Sends a request and waits for the head of its answer; the earlier one's body must have been
   * read to its end.
   *
   * @throws CompletionException around the reason given to {@link #abort}, or what the wire says
   */
  Response exchange(byte[] request, boolean isHead) {
    try {
      if (wire == null) {
        wire = opening.open(transport);
        input = new Input(wire);
      }
      wire.write(ByteBuffer.wrap(request));
      Head head = HeadReader.read(input, limits);
      return new Response(head, Body.of(head, isHead, input), Body.announcedLength(head));
    } catch (IOException | RuntimeException e) {
      Throwable reason = endedBecause == null ? e : endedBecause;
      abort(reason);
      throw new CompletionException(reason);
    }
  }

  /** Ends the connection; for idle ones. */
  void close() {
    abort(new Lost());
  }

  /** Ends the connection at once; what blocks on it fails, an exchange with {@code reason}. */
  void abort(Throwable reason) {
    synchronized (this) {
      if (endedBecause == null) {
        endedBecause = reason;
      }
    }
    transport.close();
    ended.complete(null);
  }
}
