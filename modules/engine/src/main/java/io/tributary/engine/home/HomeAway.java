package io.tributary.engine.home;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Why nothing can be done on the disk of another node now. */
public final class HomeAway {
  /** Names that fit into one line. */
  private static final int MOST_NAMES = 10;

  private HomeAway() {}

  /**
   * It was restarted and is not back yet, has been taken out, or there never was such a node: who
   * asks cannot know.
   *
   * @param names of the nodes that there are
   */
  public static Failure absent(String home, SortedSet<String> names) {
    SortedSet<String> others = new TreeSet<>(names);
    // While it is on its way out.
    others.remove(home);
    return away(
        home,
        "no node of that name is in the cluster, there "
            + (others.isEmpty() ? "is none with a name" : are(others)));
  }

  /** It is a member, but nothing comes from it. */
  public static Failure unreachable(String home) {
    return away(home, "the other nodes cannot reach it");
  }

  /** Somebody had another node do what only the home may. */
  static Failure elsewhere(String home, String node) {
    return away(home, "the node that was asked is " + node);
  }

  static Failure silent(String home) {
    return away(home, "it does not answer");
  }

  private static String are(SortedSet<String> names) {
    String more = names.size() > MOST_NAMES ? " and " + (names.size() - MOST_NAMES) + " more" : "";
    return (names.size() == 1 ? "is " : "are ")
        + names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "))
        + more;
  }

  private static Failure away(String home, String reason) {
    return new Failure(
        FailureKind.HOME_AWAY,
        "write to the disk of",
        home,
        reason,
        "start " + home + ", what it has is kept; or cancel this");
  }
}
