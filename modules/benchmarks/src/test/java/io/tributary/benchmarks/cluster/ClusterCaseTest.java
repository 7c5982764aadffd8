package io.tributary.benchmarks.cluster;

import static org.junit.Assert.assertEquals;

import io.tributary.testkit.network.Link;
import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class ClusterCaseTest extends JUnitSuite {
  private static final long RATE = 100_000_000;

  @Test
  public void onlyTheHomesLinkToOtherNodesIsWide() {
    assertEquals(
        List.of(new Link(RATE, 20 * RATE), Link.of(RATE), Link.of(RATE)),
        ClusterCase.LOCAL.links(3, RATE));
    assertEquals(List.of(Link.of(RATE), Link.of(RATE)), ClusterCase.SHARED.links(2, RATE));
  }

  @Test
  public void oneOfFourIsSlow() {
    assertEquals(List.of(4), ClusterCase.SLOW.sizes(List.of(1, 2)));
    List<Link> links = ClusterCase.SLOW.links(4, RATE);
    assertEquals(31 * RATE / 10, links.stream().mapToLong(Link::bitsPerSecond).sum());
    assertEquals(Link.of(RATE / 10), links.get(3));
  }
}
