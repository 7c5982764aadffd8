package io.tributary.testkit.object;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** Strong ETags, none twice in one process; shaped like the MD5 that stores send, yet not one. */
final class Etags {
  private static final AtomicLong COUNTER = new AtomicLong();

  private Etags() {}

  static String next() {
    return String.format(
        Locale.ROOT, "\"%016X%016X\"", System.nanoTime(), COUNTER.incrementAndGet());
  }
}
