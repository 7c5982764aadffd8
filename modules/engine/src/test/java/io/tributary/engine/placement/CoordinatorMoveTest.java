package io.tributary.engine.placement;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.typed.ActorSystem;
import io.tributary.engine.ClusterFixture;
import io.tributary.engine.Download;
import io.tributary.engine.DownloadFixture;
import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import java.time.Duration;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** A coordinator that moves while its download is under way, from one live node to another. */
public final class CoordinatorMoveTest extends JUnitSuite {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int LANES = 6;
  private static final int SIZE = 48 << 20;
  private static final int BYTES_PER_SECOND = 1_000_000;

  /** What is on the way to a lane, in buffers that are not ours, as it is told to stop. */
  private static final long ON_THE_WAY_PER_LANE = 256 << 10;

  private final Content content = Content.synthetic(12, SIZE);
  private ClusterFixture cluster;

  @Before
  public void start() throws Exception {
    cluster = new ClusterFixture(Duration.ofMinutes(5));
    cluster.server.put("/object", content);
    cluster.server.fault(When.get("/object").ranged(), Fault.trickle(BYTES_PER_SECOND));
  }

  @After
  public void stop() throws Exception {
    cluster.close();
  }

  private long bytesSent() {
    return cluster.server.requests("/object").stream()
        .mapToLong(RecordedRequest::bodyBytesSent)
        .sum();
  }

  @Test
  public void aNodeThatLeavesHandsItsDownloadsOverAndNothingIsFetchedAgain() throws Exception {
    ActorSystem<Void> a = cluster.join("a");
    ActorSystem<Void> b = cluster.join("b");
    Download download = cluster.start(b, "/object", LANES);
    cluster.await(b, "/object", PATIENCE, status -> status.writtenBytes() > SIZE / 4);
    assertEquals("a", cluster.status(b, "/object").coordinator());

    cluster.leave(a);

    cluster.await(b, "/object", PATIENCE, status -> status.coordinator().equals("b"));
    cluster.server.faults().clear();
    DownloadFixture.await(download);
    assertTrue(DownloadFixture.holds(cluster.file("/object"), content));
    long again = bytesSent() - SIZE;
    assertTrue(again + " bytes again", again <= LANES * ON_THE_WAY_PER_LANE);
  }
}
