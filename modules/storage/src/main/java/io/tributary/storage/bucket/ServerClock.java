package io.tributary.storage.bucket;

import io.tributary.core.text.HttpDate;
import io.tributary.storage.http.ResponseHead;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The time as one endpoint sees it. The service refuses requests that are signed more than 15
 * minutes off; its refusal carries its own time, which we take over.
 */
public final class ServerClock {
  /** A smaller difference is no reason for a refusal. */
  private static final Duration TOLERANCE = Duration.ofMinutes(1);

  private final Clock local;
  private final AtomicReference<Duration> offset = new AtomicReference<>(Duration.ZERO);

  public ServerClock(Clock local) {
    this.local = local;
  }

  public Instant now() {
    return local.instant().plus(offset.get());
  }

  /**
   * Takes over the server's time. False when it gives none, or when its time is ours and was: then
   * signing anew will not help.
   */
  public boolean learn(ResponseHead head) {
    Optional<Instant> date = head.header("Date").flatMap(HttpDate::parse);
    if (date.isEmpty()) {
      return false;
    }
    Duration learned = Duration.between(local.instant(), date.get());
    Duration before = offset.getAndSet(learned);
    return matters(learned) || matters(learned.minus(before));
  }

  private static boolean matters(Duration difference) {
    return difference.abs().compareTo(TOLERANCE) >= 0;
  }
}
