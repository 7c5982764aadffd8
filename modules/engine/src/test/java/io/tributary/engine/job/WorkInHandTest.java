package io.tributary.engine.job;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.Gate;
import io.tributary.testkit.fault.When;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What a node asks the source for while it may work, and when it may no longer. */
public final class WorkInHandTest extends JUnitSuite {
  private static final int OBJECTS = 200;

  private JobFixture fixture;
  private JobPlace place;
  private WorkInHand hand;

  @Before
  public void start() throws Exception {
    fixture = new JobFixture();
    for (int i = 0; i < OBJECTS; i++) {
      fixture.put("k" + i, i, 100);
    }
    fixture.makeRoot();
  }

  private void open(WorkLease lease) throws Exception {
    place =
        JobPlace.open(fixture.work(1), fixture.node().system(), lease)
            .toCompletableFuture()
            .get(JobFixture.PATIENCE_SECONDS, TimeUnit.SECONDS);
    hand = new WorkInHand(place, batch -> {});
  }

  @After
  public void stop() throws Exception {
    hand.stop();
    place.close();
    fixture.close();
  }

  private void take() {
    List<Item> items =
        IntStream.range(0, OBJECTS)
            .mapToObj(
                i ->
                    new Item(
                        "oss://bucket/k" + i, "k" + i, "k" + i, false, 100, "", null, List.of()))
            .toList();
    hand.take(new Batch(1, false, items), 1);
  }

  private void awaitQuiet() {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(JobFixture.PATIENCE_SECONDS);
    while (hand.batches().stream().anyMatch(batch -> batch.underWay() > 0)) {
      assertTrue("something is still under way", System.nanoTime() < end);
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  @Test
  public void whatWasGivenIsBrought() throws Exception {
    open(new WorkLease(false));
    take();
    awaitQuiet();
    assertEquals(OBJECTS + 1, fixture.files().size());
    assertEquals(OBJECTS, fixture.server.requests().size());
  }

  @Test
  public void moreAndFewerAreAskedForAtATimeAsIsSaidMeanwhile() throws Exception {
    open(new WorkLease(false));
    Gate gate = new Gate();
    fixture.server.fault(When.any().method("GET"), gate);
    hand.limit(3);
    take();
    gate.await(3);

    hand.limit(7);
    gate.await(7);

    hand.limit(2);
    gate.release(40);
    gate.await(2);
    assertEquals("never more than was said", 7, gate.most());
    gate.forget();
    gate.release(OBJECTS);
    awaitQuiet();
    assertTrue("at a time: " + gate.most(), gate.most() <= 2);
    assertEquals(OBJECTS + 1, fixture.files().size());
  }

  /** Others fetch it: what is asked for here after that would be fetched twice, and for nothing. */
  @Test
  public void whoMayNotNameFilesAsksForNothingMore() throws Exception {
    open(new WorkLease(true));
    take();
    awaitQuiet();
    int inFlight = place.work.spec().options().requests();
    int asked = fixture.server.requests().size();
    assertTrue(asked + " were asked for", asked > 0 && asked <= inFlight);
    assertEquals(List.of(JobFixture.MARKER), fixture.files());
  }
}
