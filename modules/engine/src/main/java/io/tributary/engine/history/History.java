package io.tributary.engine.history;

import akka.actor.typed.ActorSystem;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import java.sql.Connection;
import java.sql.SQLException;

/** What became of each request of the cluster's downloads, as far as it is kept. Thread-safe. */
public final class History {
  private final boolean enabled;

  private History(boolean enabled) {
    this.enabled = enabled;
  }

  /**
   * Takes part in keeping it, where that is turned on. Every node calls this once, at its start.
   */
  public static History keep(ActorSystem<?> system) {
    HistorySettings settings = HistorySettings.of(system);
    if (settings.enabled()) {
      HistoryKeeper.init(system, settings);
    }
    return new History(settings.enabled());
  }

  /**
   * Tells somebody of what ends from now on, where this node keeps the history; which of them does
   * may change at any time, so every node has its own.
   */
  public static void listen(ActorSystem<?> system, RunListener listener) {
    RunListeners.get(system).add(listener);
  }

  /**
   * Reads a page; blocks, within the caller's transaction.
   *
   * @param after the last line that the caller has
   * @param limit at most so many lines, 1 to {@link HistoryPage#MOST}
   * @throws io.tributary.core.failure.TributaryException USAGE when no history is kept
   */
  public HistoryPage page(Connection connection, String id, HistoryPlace after, int limit)
      throws SQLException {
    if (limit < 1 || limit > HistoryPage.MOST) {
      throw new IllegalArgumentException("a page has 1 to " + HistoryPage.MOST + " lines");
    }
    if (!enabled) {
      throw new Failure(
              FailureKind.USAGE,
              "show the history of",
              "the download " + id,
              "this cluster keeps none",
              "set tributary.history.enabled = on, on all of its nodes")
          .asException();
    }
    return HistoryTables.page(connection, id, after, limit);
  }
}
