package io.tributary.engine.submission;

import akka.actor.typed.ActorSystem;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.home.HomeAway;
import io.tributary.engine.placement.Placement;
import java.util.Optional;

/** Whether the node whose disk a job's directory is on can work on the job. */
final class JobHome {
  private JobHome() {}

  /**
   * Why it cannot. Empty for a directory that nodes share, and as long as there may be a process of
   * that name that works on it, reachable or not: only its cluster ends that.
   *
   * @param home the name of a node; empty for a disk that nodes share
   */
  static Optional<Failure> obstacle(ActorSystem<?> system, String home) {
    Placement placement = Placement.get(system);
    if (home.isEmpty()) {
      return Optional.empty();
    } else if (placement.node(home).isEmpty()) {
      return Optional.of(HomeAway.absent(home, placement.names()));
    }
    return placement.doesAll(home) ? Optional.empty() : Optional.of(doesNotDoAll(home));
  }

  private static Failure doesNotDoAll(String home) {
    return new Failure(
        FailureKind.USAGE,
        "download many objects to the disk of",
        home,
        "that node alone does it, and it has not both roles, coordinator and fetcher",
        "give it both in tributary.node.roles, or name a directory of another node");
  }
}
