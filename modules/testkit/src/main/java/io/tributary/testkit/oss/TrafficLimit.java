package io.tributary.testkit.oss;

import io.tributary.testkit.http.HttpRequest;

/** The rate that a client asks for with {@code x-oss-traffic-limit}, in the header or the query. */
final class TrafficLimit {
  private static final long LEAST_BITS_PER_SECOND = 819_200;
  private static final long MOST_BITS_PER_SECOND = 838_860_800;

  private TrafficLimit() {}

  /** 0 when there is none. */
  static long bytesPerSecond(HttpRequest request) {
    return request
        .header("x-oss-traffic-limit")
        .or(() -> request.query().first("x-oss-traffic-limit"))
        .map(TrafficLimit::parse)
        .orElse(0L);
  }

  private static long parse(String bits) {
    long limit = bits.matches("\\d{1,10}") ? Long.parseLong(bits) : 0;
    if (limit < LEAST_BITS_PER_SECOND || limit > MOST_BITS_PER_SECOND) {
      throw new OssErrorException(
          400, "InvalidArgument", "The bandwidth limit is not between 819200 and 838860800.");
    }
    return limit / 8;
  }
}
