package io.tributary.engine.history;

import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import java.time.Duration;

/**
 * {@code tributary.history}.
 *
 * @param role of the nodes that may keep it
 * @param sweepLines deleted in one transaction at most
 */
record HistorySettings(
    boolean enabled, String role, Duration keep, Duration sweepInterval, int sweepLines) {
  static final String DISPATCHER = "tributary.history-dispatcher";

  static HistorySettings of(ActorSystem<?> system) {
    Config config = system.settings().config();
    Config history = config.getConfig("tributary.history");
    return new HistorySettings(
        history.getBoolean("enabled"),
        config.getString("tributary.submission.role"),
        history.getDuration("keep"),
        history.getDuration("sweep-interval"),
        history.getInt("sweep-lines"));
  }
}
