package io.tributary.engine.submission;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.home.HomeAway;
import io.tributary.engine.placement.NodeId;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.function.Supplier;

/**
 * On whose disks submissions can be worked on now. What waits for another home does not take the
 * place of anything. Confined to the keeper's thread.
 */
final class Homes {
  private static final Duration MOST_PAUSE = Duration.ofSeconds(30);
  private static final int MOST_DOUBLINGS = 5;

  private final Supplier<Map<String, NodeId>> reachable;
  private final Supplier<SortedSet<String>> names;
  private final Duration leastPause;

  /** Those that are members, and yet gave no answer to a coordinator. */
  private final Map<String, Suspect> suspects = new HashMap<>();

  private record Suspect(NodeId incarnation, int failures, long untilNanos) {}

  /**
   * A look that another thread may have.
   *
   * @param usable whose submissions may be begun
   * @param sound those of them that there is nothing to say against
   */
  record Sight(
      Set<String> usable, Set<String> sound, Set<String> reachable, SortedSet<String> names) {

    /** Why nothing is begun for this home. Empty when it is, or soon will be. */
    Optional<Failure> away(String home) {
      if (reachable.contains(home)) {
        return Optional.empty();
      }
      return Optional.of(
          names.contains(home) ? HomeAway.unreachable(home) : HomeAway.absent(home, names));
    }
  }

  /**
   * @param reachable nodes that are up and can be reached, by their names
   * @param names of all nodes
   * @param leastPause after the first time that a home gave no answer; doubles with each further
   *     one
   */
  Homes(
      Supplier<Map<String, NodeId>> reachable,
      Supplier<SortedSet<String>> names,
      Duration leastPause) {
    this.reachable = reachable;
    this.names = names;
    this.leastPause = leastPause;
  }

  /** What a download on that home came to. */
  void ended(String home, TurnOutcome end, long nowNanos) {
    if (end instanceof TurnOutcome.Done) {
      answered(home);
    } else if (end instanceof TurnOutcome.Stopped ended
        && ended.failure().kind() == FailureKind.HOME_AWAY) {
      suspect(home, nowNanos);
    }
  }

  void answered(String home) {
    suspects.remove(home);
  }

  private void suspect(String home, long nowNanos) {
    NodeId incarnation = reachable.get().get(home);
    if (incarnation == null) {
      // The others know that it is not there: they will see it come back, too.
      suspects.remove(home);
      return;
    }
    Suspect known = suspects.get(home);
    int failures = known == null || !known.incarnation().equals(incarnation) ? 0 : known.failures();
    long pauseNanos =
        Math.min(leastPause.toNanos() << Math.min(failures, MOST_DOUBLINGS), MOST_PAUSE.toNanos());
    suspects.put(home, new Suspect(incarnation, failures + 1, nowNanos + pauseNanos));
  }

  Sight look(long nowNanos) {
    Map<String, NodeId> nodes = reachable.get();
    suspects.entrySet().removeIf(s -> !s.getValue().incarnation().equals(nodes.get(s.getKey())));
    Set<String> usable = new HashSet<>(nodes.keySet());
    usable.removeIf(
        home -> suspects.containsKey(home) && suspects.get(home).untilNanos() - nowNanos > 0);
    Set<String> sound = new HashSet<>(nodes.keySet());
    sound.removeAll(suspects.keySet());
    return new Sight(
        Set.copyOf(usable), Set.copyOf(sound), Set.copyOf(nodes.keySet()), names.get());
  }
}
