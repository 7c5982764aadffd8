package io.tributary.testkit;

import io.tributary.testkit.http.HttpRequest;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A request and what became of it so far; the values move while the answer is under way. */
public final class RecordedRequest {
  private final HttpRequest request;
  private final AtomicLong bodyBytesSent = new AtomicLong();
  private volatile int status;
  private volatile boolean finished;

  RecordedRequest(HttpRequest request) {
    this.request = request;
  }

  /** Method, target, headers, numbers of connection and request. */
  public HttpRequest request() {
    return request;
  }

  /** As sent. */
  public String method() {
    return request.method();
  }

  /** Decoded. */
  public String path() {
    return request.path();
  }

  /** The first value of that name, whatever its case. */
  public Optional<String> header(String name) {
    return request.header(name);
  }

  /** The status sent; 0 before the head, and when the connection ended without one. */
  public int status() {
    return status;
  }

  /** Bytes of the response's body handed to the socket so far. */
  public long bodyBytesSent() {
    return bodyBytesSent.get();
  }

  /** True when nothing more will be sent, whether the answer was complete or cut short. */
  public boolean finished() {
    return finished;
  }

  void answered(int newStatus) {
    status = newStatus;
  }

  void sent(long bytes) {
    bodyBytesSent.addAndGet(bytes);
  }

  void finish() {
    finished = true;
  }

  @Override
  public String toString() {
    String range = header("Range").map(value -> " " + value).orElse("");
    return request + range + ": " + status + ", " + bodyBytesSent + " bytes sent";
  }
}
