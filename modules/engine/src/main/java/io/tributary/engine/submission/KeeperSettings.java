package io.tributary.engine.submission;

import akka.actor.typed.ActorSystem;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import java.time.Duration;
import java.util.stream.StreamSupport;

/**
 * @param role of the nodes that may run the keeper
 * @param activePerNode downloads at a time for each of them
 * @param patience how long a coordinator may be silent before it is asked again
 * @param homePatience how long a submission waits for its home before it fails
 */
record KeeperSettings(
    String role,
    int activePerNode,
    Duration pollInterval,
    Duration progressInterval,
    Duration patience,
    Duration homePatience) {

  static KeeperSettings of(ActorSystem<?> system) {
    Config config = system.settings().config();
    Config submission = config.getConfig("tributary.submission");
    return new KeeperSettings(
        submission.getString("role"),
        config.getInt("tributary.cluster.max-active-downloads"),
        submission.getDuration("poll-interval"),
        submission.getDuration("progress-interval"),
        submission.getDuration("patience"),
        submission.getDuration("home-patience"));
  }

  /** Downloads at a time in the whole cluster, as it is now. */
  int mostActive(ActorSystem<?> system) {
    long nodes =
        StreamSupport.stream(Cluster.get(system).state().getMembers().spliterator(), false)
            .filter(member -> member.status() == MemberStatus.up() && member.hasRole(role))
            .count();
    return Math.toIntExact(activePerNode * Math.max(1, nodes));
  }
}
