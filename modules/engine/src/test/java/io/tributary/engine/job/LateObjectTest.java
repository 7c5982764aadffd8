package io.tributary.engine.job;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.receipt.ReceiptLine;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/**
 * An answer that comes when the object is another's by now. That one has deleted the temporary
 * files of before, but those alone that were there: whoever still waited for the answer makes his
 * afterwards.
 */
public final class LateObjectTest extends JUnitSuite {
  private static final Duration PATIENCE = Duration.ofSeconds(JobFixture.PATIENCE_SECONDS);
  private static final int BYTES = 5000;
  private static final Item ITEM =
      new Item("oss://bucket/k", "k", "k", false, BYTES, "", null, List.of());

  private JobFixture fixture;

  @Before
  public void start() throws Exception {
    fixture = new JobFixture();
    fixture.put("k", 1, BYTES);
    fixture.makeRoot();
  }

  @After
  public void stop() throws Exception {
    fixture.close();
  }

  private JobPlace open(WorkLease lease) throws Exception {
    lease.renew(System.nanoTime());
    return JobPlace.open(fixture.work(1), fixture.node().system(), lease)
        .toCompletableFuture()
        .get(JobFixture.PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  private static CompletableFuture<ReceiptLine> run(JobPlace place, ObjectFetch fetch) {
    return CompletableFuture.supplyAsync(fetch::run, place.node.connectionDispatcher())
        .thenCompose(line -> line);
  }

  private static ReceiptLine await(CompletableFuture<ReceiptLine> line) throws Exception {
    return line.get(JobFixture.PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** What the first has to say whose answer, of what was there before, comes after the second. */
  private ReceiptLine late(boolean leased, Consumer<Asked> meanwhile) throws Exception {
    FaultRule held = fixture.server.fault(When.get("/bucket/k").once(), Fault.stallBeforeHead());
    try (Asked asked = ask(leased, held);
        JobPlace others = open(new WorkLease(false))) {
      Content changed = fixture.put("k", 2, BYTES);
      ReceiptLine brought = await(run(others, new ObjectFetch(others, ITEM, 2)));
      assertEquals(brought.toString(), ReceiptLine.State.FETCHED, brought.state());
      meanwhile.accept(asked);
      held.release();

      ReceiptLine line = await(asked.line());

      Path file = fixture.root().resolve("k");
      assertTrue("the other's is there", DownloadFixture.holds(file, changed));
      assertEquals(List.of(JobFixture.MARKER, "k"), fixture.files());
      return line;
    }
  }

  /** Whose request the server has, and does not answer. */
  private record Asked(
      JobPlace place, WorkLease lease, ObjectFetch fetch, CompletableFuture<ReceiptLine> line)
      implements AutoCloseable {
    @Override
    public void close() {
      place.close();
    }
  }

  /** Another begins when the lease of one was over before it asked: this process stood still. */
  private Asked ask(boolean leased, FaultRule held) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      WorkLease lease = new WorkLease(leased);
      JobPlace place = open(lease);
      ObjectFetch fetch = new ObjectFetch(place, ITEM, 1);
      lease.renew(System.nanoTime());
      CompletableFuture<ReceiptLine> line = run(place, fetch);
      // Its beats are answered for so long.
      while (!held.awaitFired(1, Duration.ofMillis(200)) && !line.isDone()) {
        assertTrue("it asks in time", System.nanoTime() < end);
        lease.renew(System.nanoTime());
      }
      if (held.fired() > 0) {
        return new Asked(place, lease, fetch, line);
      }
      place.close();
      assertTrue("it asks in time", System.nanoTime() < end && lease.over());
    }
  }

  private static void assertInterrupted(ReceiptLine line) {
    assertEquals(line.toString(), ReceiptLine.State.FAILED, line.state());
    assertEquals(FailureKind.INTERRUPTED, line.failureOrNull().kind());
  }

  @Test
  public void whoseLeaseIsOverGivesNothingItsName() throws Exception {
    assertInterrupted(late(true, asked -> awaitOver(asked.lease())));
  }

  @Test
  public void whoWasToldToForgetItGivesItNoName() throws Exception {
    assertInterrupted(late(false, asked -> asked.fetch().stop()));
  }

  private static void awaitOver(WorkLease lease) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!lease.over()) {
      assertTrue("it is over in time", System.nanoTime() < end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
