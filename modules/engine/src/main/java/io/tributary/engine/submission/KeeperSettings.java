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
 * @param jobsPerNode jobs at a time for each of them
 * @param patience how long a coordinator may be silent before it is asked again
 * @param homePatience how long a submission waits for its home before it fails
 */
record KeeperSettings(
    String role,
    int activePerNode,
    int jobsPerNode,
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
        config.getInt("tributary.cluster.max-active-jobs"),
        submission.getDuration("poll-interval"),
        submission.getDuration("progress-interval"),
        submission.getDuration("patience"),
        submission.getDuration("home-patience"));
  }

  /**
   * So many at a time in the whole cluster, as it is now. Each kind has places of its own: a job
   * that takes days keeps no download waiting, and ten thousand downloads no job.
   */
  record Room(int downloads, int jobs) {
    int of(SubmissionKind kind) {
      return switch (kind) {
        case DOWNLOAD -> downloads;
        case JOB -> jobs;
      };
    }
  }

  Room room(ActorSystem<?> system) {
    long nodes =
        StreamSupport.stream(Cluster.get(system).state().getMembers().spliterator(), false)
            .filter(member -> member.status() == MemberStatus.up() && member.hasRole(role))
            .count();
    return new Room(
        Math.toIntExact(activePerNode * Math.max(1, nodes)),
        Math.toIntExact(jobsPerNode * Math.max(1, nodes)));
  }
}
