package io.tributary.testkit.fault;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/**
 * What shall happen while one response goes to the wire. Offsets count bytes of the response's
 * body, not of the object.
 */
public final class WirePlan {

  /** Something that happens at an offset of the body. */
  public sealed interface Action {}

  /** RST: the kernel drops what the client has not received yet. */
  public record Reset() implements Action {}

  /** The end of the connection; with TLS after close_notify. */
  public record Close() implements Action {}

  /** The end of the TCP connection; with TLS without close_notify. */
  public record Cut() implements Action {}

  /** Nothing more until {@code released} opens or the server closes. */
  public record Stall(CountDownLatch released) implements Action {}

  /** Something of the test, such as replacing the object. */
  public record Run(Runnable action) implements Action {}

  /** An action and its offset. */
  public record Step(long atBodyByte, Action action) {}

  private Duration latency = Duration.ZERO;

  private final List<Step> steps = new ArrayList<>();
  private final List<Long> flippedBytes = new ArrayList<>();
  private byte[] beforeHead = new byte[0];
  private byte[] insteadOfHead = new byte[0];
  private byte[] afterBody = new byte[0];
  private boolean endlessHeaders;
  private boolean closeAfterwards;

  /** Time to pass before the head; several delays add up. */
  public void delay(Duration more) {
    latency = latency.plus(more);
  }

  public Duration latency() {
    return latency;
  }

  /** {@code atBodyByte} 0 is after the head and before the body; −1 is before the head. */
  public void at(long atBodyByte, Action action) {
    steps.add(new Step(atBodyByte, action));
  }

  /** The steps by offset. */
  public List<Step> steps() {
    return steps.stream().sorted(Comparator.comparingLong(Step::atBodyByte)).toList();
  }

  /** Inverts the lowest bit of that byte of the body. */
  public void flip(long bodyByte) {
    flippedBytes.add(bodyByte);
  }

  public List<Long> flippedBytes() {
    return flippedBytes;
  }

  /** These bytes are sent instead of status line and headers. */
  public void replaceHead(byte[] bytes) {
    insteadOfHead = bytes.clone();
  }

  public byte[] insteadOfHead() {
    return insteadOfHead;
  }

  /** These bytes go before status line and headers. */
  public void prepend(byte[] bytes) {
    beforeHead = bytes.clone();
  }

  public byte[] beforeHead() {
    return beforeHead;
  }

  /** These bytes follow the body, beyond its Content-Length. */
  public void append(byte[] bytes) {
    afterBody = bytes.clone();
  }

  public byte[] afterBody() {
    return afterBody;
  }

  /** Header lines follow each other until the client gives up or the server closes. */
  public void sendHeadersForever() {
    endlessHeaders = true;
  }

  public boolean headersForever() {
    return endlessHeaders;
  }

  /** The connection ends after the response, unannounced. */
  public void closeAfterwards() {
    closeAfterwards = true;
  }

  public boolean closesAfterwards() {
    return closeAfterwards;
  }
}
