package io.tributary.testkit.object;

import java.time.Instant;

/**
 * What tells one state of an object from the next.
 *
 * @param etag as sent, quotes and {@code W/} included; empty for none
 * @param lastModified whole seconds; {@link #NO_DATE} for none
 * @param versionId empty for none
 */
public record Validators(String etag, Instant lastModified, String versionId) {

  /** Stands for "no Last-Modified header". */
  public static final Instant NO_DATE = Instant.MIN;

  /** Neither ETag nor date nor version. */
  public static final Validators NONE = new Validators("", NO_DATE, "");

  /** True when there is a Last-Modified header. */
  public boolean hasDate() {
    return !lastModified.equals(NO_DATE);
  }

  /** True when the ETag may serve If-Match and If-Range (RFC 9110, 8.8.1). */
  public boolean hasStrongEtag() {
    return !etag.isEmpty() && !etag.startsWith("W/");
  }
}
