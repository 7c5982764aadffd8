package io.tributary.server.guard;

import java.util.HashMap;
import java.util.Map;

/** How many connections each address has. As many entries as there are connections. Thread-safe. */
public final class AddressCounts {
  private final int most;
  private final Map<String, Integer> open = new HashMap<>();

  /**
   * @param most of one address; 0 for no limit
   */
  public AddressCounts(int most) {
    this.most = most;
  }

  /** Counts one more, in any case; false when it is one too many. */
  public synchronized boolean opened(String address) {
    int now = open.merge(address, 1, Integer::sum);
    return most == 0 || now <= most;
  }

  /** Each that was opened is closed once. */
  public synchronized void closed(String address) {
    open.computeIfPresent(address, (unused, count) -> count == 1 ? null : count - 1);
  }
}
