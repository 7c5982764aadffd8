package io.tributary.engine.submission;

import akka.actor.typed.ActorSystem;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.home.HomeAway;
import io.tributary.engine.placement.Placement;
import java.util.Optional;
import java.util.Set;

/** Whether the node whose disk a job's directory is on can work on the job. */
final class JobHome {
  private static final Set<String> ALL = Set.of(Placement.COORDINATOR, Placement.FETCHER);

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
    }
    // One look: between two it might be taken out, and the job fail for that.
    Optional<Set<String>> roles = placement.roles(home);
    if (roles.isEmpty()) {
      return Optional.of(HomeAway.absent(home, placement.names()));
    }
    return roles.get().containsAll(ALL) ? Optional.empty() : Optional.of(doesNotDoAll(home));
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
