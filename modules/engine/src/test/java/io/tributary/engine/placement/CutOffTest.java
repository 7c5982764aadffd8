package io.tributary.engine.placement;

import static org.junit.Assert.assertTrue;

import akka.actor.typed.ActorSystem;
import io.tributary.engine.ClusterFixture;
import io.tributary.engine.Download;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.download.DownloadStatus;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.fault.WirePlan;
import io.tributary.testkit.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/**
 * A node that is cut off goes on running, and its connections to the server go on bringing bytes:
 * wrong ones, from when its ranges are others', so that each that it still wrote would be seen.
 */
public final class CutOffTest extends JUnitSuite {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final int PART_BYTES = 4 << 20;
  private static final int PARTS = 16;
  private static final int LANES = 6;

  /** A range takes ten seconds: much longer than it takes to give it to another. */
  private static final int BYTES_PER_SECOND = PART_BYTES / 10;

  private final Content content = Content.synthetic(13, PARTS * PART_BYTES);
  private final AtomicBoolean cut = new AtomicBoolean();
  private final Set<Long> wrong = ConcurrentHashMap.newKeySet();
  private ClusterFixture cluster;

  /** Inverts a bit of each kibibyte of one range from when that is asked for, midway. */
  private final class WrongFromThenOn implements Fault {
    private static final int STEP = 1 << 10;
    private final long start;

    WrongFromThenOn(long start) {
      this.start = start;
    }

    @Override
    public void onWire(WirePlan plan, FaultRule rule) {
      for (long from = 0; from < PART_BYTES; from += STEP) {
        long next = from;
        plan.at(next, new WirePlan.Run(() -> spoil(plan, next)));
      }
    }

    private void spoil(WirePlan plan, long bodyByte) {
      if (wrong.contains(start)) {
        plan.flip(bodyByte);
      }
    }
  }

  @Before
  public void start() throws Exception {
    cluster = new ClusterFixture(Duration.ofMinutes(5));
    cluster.server.put("/object", content);
    for (long start = 0; start < content.sizeBytes(); start += PART_BYTES) {
      long first = start;
      cluster.server.fault(
          When.get("/object").ranged().and("before the cut", r -> !cut.get() && starts(r, first)),
          Fault.trickle(BYTES_PER_SECOND),
          new WrongFromThenOn(first));
    }
  }

  @After
  public void stop() throws Exception {
    cluster.close();
  }

  private static boolean starts(HttpRequest request, long first) {
    return request.range().filter(range -> range.first() == first).isPresent();
  }

  private static List<Long> ranges(DownloadStatus status, String node) {
    return status.lanes().stream()
        .filter(lane -> lane.node().equals(node) && lane.start() < lane.end())
        .map(DownloadStatus.LaneWork::start)
        .toList();
  }

  @Test
  public void aNodeThatIsCutOffWritesNoMore() throws Exception {
    ActorSystem<Void> a = cluster.join("a");
    ActorSystem<Void> b = cluster.join("b");
    Download download = cluster.start(a, "/object", LANES);
    DownloadStatus both =
        cluster.await(
            a, "/object", PATIENCE, s -> ranges(s, "a").size() == 3 && ranges(s, "b").size() == 3);
    List<Long> lost = ranges(both, "b");

    cut.set(true);
    cluster.cutOff(b);
    cluster.await(a, "/object", PATIENCE, status -> ranges(status, "b").isEmpty());
    wrong.addAll(lost);

    DownloadFixture.await(download);
    awaitEndOfRequests();
    assertTrue(DownloadFixture.holds(cluster.file("/object"), content));
  }

  /** Whoever was answered before the cut has got all there was to get, or has hung up. */
  private void awaitEndOfRequests() {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (cluster.server.requests("/object").stream().anyMatch(r -> !r.finished())) {
      assertTrue("still being answered", System.nanoTime() < end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }
}
