package io.tributary.engine.placement;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.Cluster;
import io.tributary.engine.ClusterFixture;
import io.tributary.engine.Download;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.download.DownloadStatus;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Lanes of one download over several nodes that share a file system. */
public final class PlacementTest extends JUnitSuite {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int SIZE = 64 << 20;
  private static final int LANES = 6;

  private final Content content = Content.synthetic(11, SIZE);
  private ClusterFixture cluster;
  private ActorSystem<Void> a;
  private ActorSystem<Void> b;

  @Before
  public void start() throws Exception {
    cluster = new ClusterFixture(Duration.ofMinutes(5));
    cluster.server.put("/object", content);
    cluster.server.fault(When.get("/object").ranged(), Fault.trickle(400_000));
    a = cluster.join("a");
    b = cluster.join("b");
  }

  @After
  public void stop() throws Exception {
    cluster.close();
  }

  /** Lanes that have a range in hand, by node. */
  private static Map<String, Long> working(DownloadStatus status) {
    return status.lanes().stream()
        .filter(lane -> lane.start() < lane.end())
        .collect(
            Collectors.groupingBy(
                DownloadStatus.LaneWork::node, TreeMap::new, Collectors.counting()));
  }

  private void awaitWorking(Map<String, Long> wanted) throws Exception {
    cluster.await(a, "/object", PATIENCE, status -> working(status).equals(wanted));
  }

  /**
   * How long it took is printed, not demanded: how fast a machine is, is none of the test's
   * business.
   */
  private void awaitMoved(Map<String, Long> wanted) throws Exception {
    long from = System.nanoTime();
    awaitWorking(wanted);
    System.out.println("moved after " + Duration.ofNanos(System.nanoTime() - from) + ": " + wanted);
  }

  private void arrives(Download download) throws Exception {
    cluster.server.faults().clear();
    DownloadFixture.await(download);
    assertTrue(DownloadFixture.holds(cluster.file("/object"), content));
  }

  @Test
  public void everyNodeHasItsShareAndOneThatJoinsGetsIts() throws Exception {
    Download download = cluster.start(a, "/object", LANES);
    awaitWorking(Map.of("a", 3L, "b", 3L));
    cluster.join("c");
    awaitMoved(Map.of("a", 2L, "b", 2L, "c", 2L));
    arrives(download);
  }

  @Test
  public void aNodeThatLeavesHandsItsLanesOver() throws Exception {
    Download download = cluster.start(a, "/object", LANES);
    awaitWorking(Map.of("a", 3L, "b", 3L));
    Cluster leaving = Cluster.get(Adapter.toClassic(b));
    leaving.leave(leaving.selfAddress());
    awaitMoved(Map.of("a", 6L));
    arrives(download);
  }

  @Test
  public void theLanesOfANodeThatIsKilledMoveWithoutWaitingForItsRemoval() throws Exception {
    Download download = cluster.start(a, "/object", LANES);
    awaitWorking(Map.of("a", 3L, "b", 3L));
    boolean here = cluster.status(a, "/object").coordinator().equals("a");
    assertTrue("the first node has the coordinators of a young cluster", here);
    cluster.kill(b);
    awaitMoved(Map.of("a", 6L));
    assertEquals("it is still a member", Set.of("a", "b"), members());
    arrives(download);
  }

  private Set<String> members() {
    Cluster seen = Cluster.get(Adapter.toClassic(a));
    return java.util.stream.StreamSupport.stream(seen.state().getMembers().spliterator(), false)
        .map(member -> Placement.get(a).name(NodeId.of(member.uniqueAddress())))
        .collect(Collectors.toSet());
  }

  @Test
  public void theLanesOfANodeThatIsCutOffMove() throws Exception {
    Download download = cluster.start(a, "/object", LANES);
    awaitWorking(Map.of("a", 3L, "b", 3L));
    cluster.cutOff(b);
    awaitMoved(Map.of("a", 6L));
    arrives(download);
  }

  @Test
  public void aNodeThatIsCutOffKnowsThatItDoesNotReachMost() throws Exception {
    ActorSystem<Void> c = cluster.join("c");
    assertTrue(Placement.get(c).reachesMost());
    cluster.cutOff(c);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (Placement.get(c).reachesMost() || seenUnreachable(a) == 0) {
      assertTrue("not noticed", System.nanoTime() < end);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    assertTrue("two of three reach each other", Placement.get(a).reachesMost());
  }

  private static int seenUnreachable(ActorSystem<Void> node) {
    return Cluster.get(Adapter.toClassic(node)).state().getUnreachable().size();
  }
}
