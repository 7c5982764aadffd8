package io.tributary.testkit.fault;

import io.tributary.testkit.http.HttpRequest;
import io.tributary.testkit.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/**
 * Something that goes wrong with one request. A fault may change the request before it is answered,
 * the answer, and the way the answer goes to the wire; several faults of one request apply in their
 * order. Implement it for faults that are not here. Called by the thread of the connection.
 *
 * <p>Offsets count bytes of the response's body from 0.
 */
public interface Fault {

  /** What the server shall believe to have been asked. */
  default HttpRequest onRequest(HttpRequest request) {
    return request;
  }

  /** What the server shall answer. */
  default HttpResponse onResponse(HttpRequest request, HttpResponse response) {
    return response;
  }

  /** What shall happen while the answer is sent. */
  default void onWire(WirePlan plan, FaultRule rule) {}

  /** This status with an empty body. */
  static Fault status(int status) {
    return status(status, Map.of(), "");
  }

  /** This status with headers such as {@code Retry-After}, and a body of text. */
  static Fault status(int status, Map<String, String> headers, String body) {
    return new AnswerFaults.Status(status, Map.copyOf(headers), body);
  }

  /** A service error of OSS, such as 503 {@code SlowDown}, with its document. */
  static Fault ossError(int status, String code) {
    return new AnswerFaults.OssError(status, code);
  }

  /** 301, 302, 303, 307 or 308 to {@code location}. */
  static Fault redirect(int status, String location) {
    return status(status, Map.of("Location", location), "");
  }

  /** The range is ignored: 200 and the whole object. */
  static Fault ignoreRange() {
    return new RangeFaults.IgnoreRange();
  }

  /**
   * Adds to the numbers of Content-Range; the body stays right.
   *
   * @param start added to the first byte
   * @param end added to the last byte
   * @param total added to the size
   */
  static Fault shiftContentRange(long start, long end, long total) {
    return new RangeFaults.ShiftContentRange(start, end, total);
  }

  /**
   * Answers a range with fewer bytes than asked, and says so truthfully in Content-Range and
   * Content-Length; RFC 9110 allows a server that.
   *
   * @param bodyBytes 1 or more
   */
  static Fault shortenRange(long bodyBytes) {
    return new RangeFaults.ShortenRange(bodyBytes);
  }

  /** The headers are right, but the body is that of a range {@code byBytes} further on. */
  static Fault bodyFromElsewhere(long byBytes) {
    return new RangeFaults.BodyFromElsewhere(byBytes);
  }

  /** Replaces or adds a header of the answer; characters are sent as ISO 8859-1. */
  static Fault header(String name, String value) {
    return new AnswerFaults.Header(name, value);
  }

  /** A header whose value is UTF-8, which HTTP does not allow for. */
  static Fault nonAsciiHeader(String name, String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    return header(name, new String(utf8, StandardCharsets.ISO_8859_1));
  }

  /** One header of that many bytes. */
  static Fault hugeHeader(int sizeBytes) {
    return header("X-Huge", "h".repeat(sizeBytes));
  }

  /** Takes a header of the answer away. */
  static Fault withoutHeader(String name) {
    return new AnswerFaults.WithoutHeader(name);
  }

  /** 206 without Content-Range. */
  static Fault withoutContentRange() {
    return withoutHeader("Content-Range");
  }

  /** 206 as multipart/byteranges with one part. */
  static Fault multipart() {
    return new RangeFaults.Multipart();
  }

  /** What a transcoding proxy does: gzip over the body, the rest of the headers kept. */
  static Fault gzip() {
    return new AnswerFaults.Gzip();
  }

  /** Time before the head is sent. */
  static Fault latency(Duration duration) {
    return wire("latency " + duration, (plan, rule) -> plan.delay(duration));
  }

  /** RST instead of an answer. */
  static Fault reset() {
    return wire("reset", (plan, rule) -> plan.at(-1, new WirePlan.Reset()));
  }

  /**
   * RST after that many bytes of the body. The kernel may drop bytes that the client has not yet
   * received, so the client gets at most that many.
   */
  static Fault resetAfter(long bodyBytes) {
    return wire(
        "reset after " + bodyBytes, (plan, rule) -> plan.at(bodyBytes, new WirePlan.Reset()));
  }

  /** Truncation: an orderly close after that many bytes, whatever Content-Length said. */
  static Fault closeAfter(long bodyBytes) {
    return wire(
        "close after " + bodyBytes, (plan, rule) -> plan.at(bodyBytes, new WirePlan.Close()));
  }

  /** An orderly close of TCP without close_notify of TLS. */
  static Fault cutTlsAfter(long bodyBytes) {
    return wire("cut after " + bodyBytes, (plan, rule) -> plan.at(bodyBytes, new WirePlan.Cut()));
  }

  /** Silence after that many bytes, until {@link FaultRule#release()} or the server's end. */
  static Fault stallAfter(long bodyBytes) {
    return wire(
        "stall after " + bodyBytes,
        (plan, rule) -> plan.at(bodyBytes, new WirePlan.Stall(rule.released())));
  }

  /** Silence instead of an answer, until {@link FaultRule#release()} or the server's end. */
  static Fault stallBeforeHead() {
    return wire("stall", (plan, rule) -> plan.at(-1, new WirePlan.Stall(rule.released())));
  }

  /** Runs {@code action} once that many bytes of the body were written, then goes on. */
  static Fault runAfter(long bodyBytes, Runnable action) {
    return wire(
        "run after " + bodyBytes, (plan, rule) -> plan.at(bodyBytes, new WirePlan.Run(action)));
  }

  /** Runs {@code action} before the request is answered: the answer shows its effect. */
  static Fault runBefore(Runnable action) {
    return new AnswerFaults.RunBefore(action);
  }

  /** At most that many bytes of the body in a second. */
  static Fault trickle(long bytesPerSecond) {
    return new AnswerFaults.Rate(bytesPerSecond);
  }

  /** The lowest bit of that byte of the body is inverted. */
  static Fault flipBit(long bodyByte) {
    return wire("flip " + bodyByte, (plan, rule) -> plan.flip(bodyByte));
  }

  /** Those bytes follow the body, beyond Content-Length. */
  static Fault extraBytes(int count) {
    return wire(
        "extra " + count,
        (plan, rule) -> plan.append("!".repeat(count).getBytes(StandardCharsets.US_ASCII)));
  }

  /** Not HTTP at all. */
  static Fault garbageStatusLine() {
    byte[] garbage = "\u0000\u0001 what is this\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1);
    return wire("garbage", (plan, rule) -> plan.replaceHead(garbage));
  }

  /** An informational response, such as 103 or a made-up 1xx, before the answer proper. */
  static Fault informational(int status) {
    byte[] head =
        ("HTTP/1.1 " + status + " Informational\r\nX-Informational: 1\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII);
    return wire("informational " + status, (plan, rule) -> plan.prepend(head));
  }

  /** Headers without end. */
  static Fault endlessHeaders() {
    return wire("endless headers", (plan, rule) -> plan.sendHeadersForever());
  }

  /** The answer is right, yet the connection ends after it, unannounced. */
  static Fault closeAfterwards() {
    return wire("close afterwards", (plan, rule) -> plan.closeAfterwards());
  }

  private static Fault wire(String name, WireFault.Change change) {
    return new WireFault(name, change);
  }
}
