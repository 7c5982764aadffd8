package io.tributary.testkit;

import io.tributary.testkit.fault.WirePlan;
import io.tributary.testkit.http.Framing;
import io.tributary.testkit.http.HttpResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends a body, stopping at the offsets of the plan's steps. */
final class BodyWriter {
  private static final int BUFFER_BYTES = 64 * 1024;

  /** Hears what was sent. */
  interface Progress {
    void head(int status);

    void body(long bytes);
  }

  private final OutputStream out;
  private final HttpResponse response;
  private final WirePlan plan;
  private final CountDownLatch serverClosed;
  private final StepRunner steps;
  private final byte[] buffer;

  BodyWriter(
      OutputStream out,
      HttpResponse response,
      WirePlan plan,
      CountDownLatch serverClosed,
      StepRunner steps) {
    this.out = out;
    this.response = response;
    this.plan = plan;
    this.serverClosed = serverClosed;
    this.steps = steps;
    this.buffer = new byte[(int) Math.min(BUFFER_BYTES, response.body().lengthBytes())];
  }

  /** False when a step ended the connection. */
  boolean send(Progress progress) throws IOException {
    long total = response.body().lengthBytes();
    Pace pace = new Pace(Math.max(1, response.bytesPerSecond()), System.nanoTime());
    long sent = 0;
    while (steps.runUpTo(sent)) {
      if (sent == total) {
        endChunks();
        return true;
      }
      int piece = (int) Math.min(pieceLimit(), Math.min(total, steps.nextOffset()) - sent);
      fill(sent, piece);
      write(piece);
      sent += piece;
      progress.body(piece);
      await(pace, piece);
    }
    return false;
  }

  private long pieceLimit() {
    long rate = response.bytesPerSecond();
    return rate == 0
        ? buffer.length
        : Math.max(1, Math.min(buffer.length, rate / Pace.PIECES_PER_SECOND));
  }

  private void fill(long bodyByte, int length) {
    HttpResponse.Body body = response.body();
    body.content().read(body.offset() + bodyByte, buffer, 0, length);
    for (long flipped : plan.flippedBytes()) {
      if (flipped >= bodyByte && flipped < bodyByte + length) {
        buffer[(int) (flipped - bodyByte)] ^= 1;
      }
    }
  }

  private void write(int length) throws IOException {
    if (response.framing() != Framing.CHUNKED) {
      out.write(buffer, 0, length);
      return;
    }
    out.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    out.write(buffer, 0, length);
    out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  private void endChunks() throws IOException {
    if (response.framing() == Framing.CHUNKED) {
      out.write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }
  }

  private void await(Pace pace, long sent) {
    if (response.bytesPerSecond() > 0) {
      long now = System.nanoTime();
      Waiting.on(serverClosed, pace.afterSending(sent, now) - now, TimeUnit.NANOSECONDS);
    }
  }
}
