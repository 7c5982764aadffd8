package io.tributary.testkit;

import io.tributary.testkit.fault.WirePlan;
import io.tributary.testkit.http.Framing;
import io.tributary.testkit.http.Headers;
import io.tributary.testkit.http.HttpResponse;
import io.tributary.testkit.http.ReasonPhrase;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Sends one response as the plan has it. */
final class ResponseWriter {
  private final Wire wire;
  private final OutputStream out;
  private final CountDownLatch serverClosed;
  private final HttpResponse response;
  private final WirePlan plan;

  ResponseWriter(Wire wire, CountDownLatch serverClosed, HttpResponse response, WirePlan plan) {
    this.wire = wire;
    this.out = wire.out();
    this.serverClosed = serverClosed;
    this.response = response;
    this.plan = plan;
  }

  /**
   * Sends everything.
   *
   * @param withBody false for HEAD, and for statuses that have none
   * @return false when the connection is over
   */
  boolean send(boolean withBody, BodyWriter.Progress progress) throws IOException {
    sleep(plan.latency());
    StepRunner steps = new StepRunner(wire, plan, serverClosed);
    if (!steps.runUpTo(-1)) {
      return false;
    }
    out.write(plan.beforeHead());
    if (plan.insteadOfHead().length > 0) {
      out.write(plan.insteadOfHead());
      return false;
    }
    out.write(head().getBytes(StandardCharsets.ISO_8859_1));
    if (plan.headersForever()) {
      return floodHeaders();
    }
    progress.head(response.status());
    if (withBody) {
      BodyWriter body = new BodyWriter(out, response, plan, serverClosed, steps);
      if (!body.send(progress)) {
        return false;
      }
      out.write(plan.afterBody());
    }
    return !plan.closesAfterwards() && response.framing() != Framing.UNTIL_CLOSE;
  }

  private String head() {
    StringBuilder head = new StringBuilder(512);
    int status = response.status();
    head.append("HTTP/1.1 ").append(status).append(' ').append(ReasonPhrase.of(status));
    head.append("\r\n");
    for (Headers.Line line : framed().lines()) {
      head.append(line.name()).append(": ").append(line.value()).append("\r\n");
    }
    return plan.headersForever() ? head.toString() : head.append("\r\n").toString();
  }

  private Headers framed() {
    Headers headers = response.headers();
    if (response.status() == 204 || response.status() == 304) {
      return headers;
    }
    return switch (response.framing()) {
      case CHUNKED -> headers.with("Transfer-Encoding", "chunked");
      case UNTIL_CLOSE -> headers.with("Connection", "close");
      case LENGTH ->
          headers.has("Content-Length")
              ? headers
              : headers.with("Content-Length", Long.toString(response.body().lengthBytes()));
    };
  }

  /** Ends by the client's patience or by the server's end. */
  private boolean floodHeaders() throws IOException {
    for (long i = 0; serverClosed.getCount() > 0; i++) {
      out.write(
          ("X-Flood-" + i + ": " + "f".repeat(64) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
    return false;
  }

  private void sleep(Duration duration) {
    if (!duration.isZero()) {
      Waiting.on(serverClosed, duration.toNanos(), TimeUnit.NANOSECONDS);
    }
  }
}
