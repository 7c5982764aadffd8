package io.tributary.engine.fault;

import io.tributary.testkit.http.HttpRequest;

/** Reads Range headers. */
final class Parts {
  private Parts() {}

  /** The first byte that a request asks for; 0 without a range. */
  static long start(HttpRequest request) {
    return request
        .header("Range")
        .map(value -> value.replaceFirst("bytes=(\\d+)-.*", "$1"))
        .map(Long::parseLong)
        .orElse(0L);
  }
}
