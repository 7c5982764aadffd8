package io.tributary.server.control;

import io.tributary.engine.submission.RequestKey;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The header of that name: a caller's own name for a request that it may have to repeat. */
record IdempotencyKey(String text) {
  static final String HEADER = "Idempotency-Key";

  /** The standard that is being made has quotes around it; most callers have none. */
  private static final Pattern FORM =
      Pattern.compile("\"([\\x20-\\x7e&&[^\"\\\\]]{1,255})\"|([\\x21-\\x7e&&[^\"]]{1,255})");

  /**
   * @throws io.tributary.core.failure.TributaryException USAGE that names the header
   */
  static IdempotencyKey parse(String value) {
    Matcher parts = FORM.matcher(value.strip());
    if (!parts.matches()) {
      throw Fields.refused(HEADER, "it is not 1 to 255 visible characters");
    }
    return new IdempotencyKey(parts.group(1) == null ? parts.group(2) : parts.group(1));
  }

  String requestId(byte[] body) {
    return RequestKey.requestId(text, body);
  }
}
