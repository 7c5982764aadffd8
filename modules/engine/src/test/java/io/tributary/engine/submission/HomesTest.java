package io.tributary.engine.submission;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.placement.NodeId;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Whose submissions are begun: a home that gives no answer is asked more and more rarely. */
public final class HomesTest extends JUnitSuite {
  private static final long SECOND = 1_000_000_000;
  private static final TurnOutcome SILENT =
      new TurnOutcome.Stopped(
          new Failure(FailureKind.HOME_AWAY, "write to", "a", "it is silent", ""));

  private Map<String, NodeId> reachable =
      Map.of("a", new NodeId("a:1#1"), "b", new NodeId("b:1#1"));
  private Set<String> names = Set.of("a", "b", "c");
  private final Homes homes =
      new Homes(() -> reachable, () -> new TreeSet<>(names), Duration.ofSeconds(5));

  @Test
  public void pausesGrowUntilTheHomeAnswers() {
    homes.ended("a", SILENT, 0);
    assertEquals(Set.of("b"), homes.look(5 * SECOND - 1).usable());
    assertEquals(Set.of("a", "b"), homes.look(5 * SECOND).usable());
    assertEquals("nothing is taken back yet", Set.of("b"), homes.look(5 * SECOND).sound());
    homes.ended("a", SILENT, 5 * SECOND);
    assertEquals(Set.of("b"), homes.look(15 * SECOND - 1).usable());
    for (int i = 0; i < 10; i++) {
      homes.ended("a", SILENT, 15 * SECOND);
    }
    assertEquals("half a minute at most", Set.of("a", "b"), homes.look(45 * SECOND).usable());

    homes.answered("a");
    assertEquals(Set.of("a", "b"), homes.look(45 * SECOND).sound());
    homes.ended("a", SILENT, 45 * SECOND);
    assertEquals(Set.of("a", "b"), homes.look(50 * SECOND).usable());
  }

  @Test
  public void anotherIncarnationIsAskedAtOnce() {
    homes.ended("a", SILENT, 0);
    reachable = Map.of("a", new NodeId("a:1#2"));

    assertEquals(Set.of("a"), homes.look(0).usable());
    assertEquals(Set.of("a"), homes.look(0).sound());
  }

  @Test
  public void whyNothingIsBegunTellsAnAbsentNodeFromOneThatCannotBeReached() {
    Homes.Sight sight = homes.look(0);

    assertTrue(sight.away("a").isEmpty());
    assertEquals("the other nodes cannot reach it", sight.away("c").orElseThrow().reason());
    assertEquals(
        "no node of that name is in the cluster, there are a, b, c",
        sight.away("d").orElseThrow().reason());
    names = Set.of();
    assertFalse(homes.look(0).away("d").orElseThrow().reason().contains("are"));
    names = IntStream.range(10, 100).mapToObj(i -> "n" + i).collect(Collectors.toSet());
    String many = homes.look(0).away("d").orElseThrow().reason();
    assertTrue(many, many.endsWith("n18, n19 and 80 more"));
  }
}
