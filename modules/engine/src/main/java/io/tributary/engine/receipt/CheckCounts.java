package io.tributary.engine.receipt;

import java.util.EnumMap;
import java.util.Map;

/** What a check has found so far. For one thread. */
public final class CheckCounts {
  private final Map<Finding.Verdict, Long> counts = new EnumMap<>(Finding.Verdict.class);
  private long bytes;

  public void add(Finding finding) {
    counts.merge(finding.verdict(), 1L, Long::sum);
    boolean compared =
        finding.verdict() == Finding.Verdict.GOOD || finding.verdict() == Finding.Verdict.SIZE_ONLY;
    bytes += compared ? Math.max(0, finding.line().sizeBytes()) : 0;
  }

  public long of(Finding.Verdict verdict) {
    return counts.getOrDefault(verdict, 0L);
  }

  /** Of the files that are as they should be. */
  public long goodBytes() {
    return bytes;
  }

  /** Files that are not as they should be. */
  public long wrong() {
    return of(Finding.Verdict.MISSING) + of(Finding.Verdict.BAD);
  }

  public long checked() {
    return wrong() + of(Finding.Verdict.GOOD) + of(Finding.Verdict.SIZE_ONLY);
  }
}
