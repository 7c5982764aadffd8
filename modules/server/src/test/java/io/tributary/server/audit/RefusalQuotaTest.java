package io.tributary.server.audit;

import static org.junit.Assert.assertEquals;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** How many refusals are written down. */
public final class RefusalQuotaTest extends JUnitSuite {
  private final AtomicLong nanos = new AtomicLong(TimeUnit.SECONDS.toNanos(5));
  private final RefusalQuota quota = new RefusalQuota(nanos::get);

  private void expect(int times, long answer) {
    for (int i = 0; i < times; i++) {
      assertEquals(answer, quota.next());
    }
  }

  @Test
  public void ofAFloodSoManyASecondAreWrittenAndTheRestIsCounted() {
    expect(RefusalQuota.MOST_A_SECOND, 0);
    expect(250, -1);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    expect(1, 250);
    expect(RefusalQuota.MOST_A_SECOND - 1, 0);
    expect(3, -1);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(100));
    expect(1, 3);
  }
}
