package io.tributary.server.trace;

import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Ids made of what is told, in place of random ones: what is sent twice is the same trace, and
 * lines need not remember anything.
 */
final class SpanKey {
  private static final int TRACE_BYTES = 16;
  private static final int SPAN_BYTES = 8;

  private SpanKey() {}

  /**
   * @param run of a download: its id, and the number of its first event
   * @param line of the run, empty for the run itself
   */
  static SpanContext of(String run, String line) {
    return SpanContext.create(
        hex("trace " + run, TRACE_BYTES),
        hex("span " + run + " " + line, SPAN_BYTES),
        TraceFlags.getSampled(),
        TraceState.getDefault());
  }

  /** Never all zeroes, as long as nobody finds such a text for SHA-256. */
  private static String hex(String text, int bytes) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
