package io.tributary.engine.governor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.typed.ActorSystem;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.ClusterFixture;
import io.tributary.engine.Download;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.api.Allowance;
import io.tributary.engine.api.Priority;
import io.tributary.engine.lease.Lease;
import io.tributary.testkit.content.Content;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Limits of a cluster of two, over real sockets. */
public final class ClusterLimitsTest extends JUnitSuite {
  private static final long MIB = 1 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Four of a governor's. */
  private static final Duration TICKS = Duration.ofSeconds(1);

  private ClusterFixture cluster;
  private ActorSystem<Void> a;
  private ActorSystem<Void> b;

  @Before
  public void start() throws Exception {
    cluster = new ClusterFixture(Duration.ofMinutes(5));
    a = cluster.join("a");
    ClusterLimits.get(a);
  }

  @After
  public void stop() throws Exception {
    cluster.close();
  }

  private void joinB() throws Exception {
    b = cluster.join("b");
    ClusterLimits.get(b);
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(what, System.nanoTime() - end < 0);
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static void choose(ActorSystem<Void> node, long bytesPerSecond) throws Exception {
    ClusterLimits.get(node)
        .choose(new ChosenLimits(null, null, bytesPerSecond))
        .toCompletableFuture()
        .get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private static long share(ActorSystem<Void> node) {
    return Governor.get(node).view().inForce().bytesPerSecond();
  }

  @Test
  public void aLimitIsKeptInSumAndChangesWhileADownloadRuns() throws Exception {
    choose(a, 4 * MIB);
    assertEquals(4 * MIB, share(a));
    joinB();
    await("each has half of it, also who came later", () -> share(a) + share(b) == 4 * MIB);
    Content content = Content.synthetic(5, 96 * MIB);
    cluster.server.put("/object", content);
    Download download = cluster.start(a, "/object", 4);
    AtomicLong done = new AtomicLong();
    download.progress().runForeach(progress -> done.set(progress.bytesDone()), a);
    await("it has begun", () -> done.get() > MIB);
    // Each of them alone would bring as much. What is heard of it may be seconds late.
    assertTrue("in sum", bytesPerSecond(done, 8) <= 4 * MIB * 1.5);

    choose(b, MIB / 2);
    await("both heard", () -> share(a) + share(b) == MIB / 2);
    while (bytesPerSecond(done, 3) > MIB / 2 * 2) {
      assertTrue("slower, before all of it is there", done.get() < content.sizeBytes());
    }
    long left = content.sizeBytes() - done.get();
    assertTrue("slower, before all of it is there", left > 0);

    choose(a, 0);
    await("both heard", () -> share(a) + share(b) == 0);
    long before = System.nanoTime();
    DownloadFixture.await(download);
    assertTrue(DownloadFixture.holds(cluster.file("/object"), content));
    long wouldHaveTakenSeconds = left / (MIB / 2);
    long took = System.nanoTime() - before;
    assertTrue("faster", took < TimeUnit.SECONDS.toNanos(wouldHaveTakenSeconds));
  }

  /** Over the time that really passes, which may be longer. */
  private static double bytesPerSecond(AtomicLong done, int seconds) {
    long before = done.get();
    long begun = System.nanoTime();
    long passed = 0;
    while (passed < TimeUnit.SECONDS.toNanos(seconds)) {
      LockSupport.parkNanos(10_000_000);
      passed = System.nanoTime() - begun;
    }
    return (done.get() - before) / (passed / 1e9);
  }

  /** Takes as much as it may, until it is stopped. */
  private static final class Hungry implements AutoCloseable {
    private final Lease<Party> party;
    private final Thread thread = new Thread(this::eat, "hungry");
    private volatile boolean stopped;

    Hungry(ActorSystem<Void> node, String owner) {
      party = Governor.get(node).join(Claim.of(owner, 0));
      thread.start();
    }

    private void eat() {
      Bandwidth bandwidth = party.value().bandwidth();
      while (!stopped) {
        long taken = bandwidth.take(bandwidth.piece(1 << 16));
        while (!stopped && bandwidth.waitNanos(taken) > 0) {
          LockSupport.parkNanos(1_000_000);
        }
      }
    }

    boolean eats() {
      return thread.isAlive();
    }

    @Override
    public void close() throws Exception {
      stopped = true;
      thread.join();
      party.close();
    }
  }

  /**
   * Who may borrow first: meanwhile the other can only get less. The two are not read at one
   * moment, and each learns of it a tick late: too much is what stays so for some of them.
   */
  private long sum() {
    long end = System.nanoTime() + TICKS.toNanos();
    long sum = share(a) + share(b);
    while (sum > 8 * MIB) {
      assertTrue("in sum " + sum, System.nanoTime() - end < 0);
      LockSupport.parkNanos(10_000_000);
      sum = share(a) + share(b);
    }
    return sum;
  }

  @Test
  public void whatOneNodeDoesNotUseTheOtherHasUntilItIsUsed() throws Exception {
    joinB();
    choose(a, 8 * MIB);
    await("half each", () -> share(a) == 4 * MIB && share(b) == 4 * MIB);
    try (Hungry here = new Hungry(a, "x")) {
      assertTrue(here.eats());
      await(
          "all but what b keeps",
          () -> sum() > 0 && share(a) == 15 * MIB / 2 && share(b) == MIB / 2);
      try (Hungry there = new Hungry(b, "y")) {
        assertTrue(there.eats());
        await("it has it back", () -> sum() > 0 && share(b) == 4 * MIB);
        await("half each", () -> sum() == 8 * MIB && share(a) == 4 * MIB);
      }
      await("lent again", () -> sum() > 0 && share(a) == 15 * MIB / 2);
      choose(b, MIB);
      await("both heard", () -> share(a) + share(b) == MIB);
    }
  }

  @Test
  public void theShareOfANodeThatIsCutOffIsNobodysUntilItIsRemoved() throws Exception {
    joinB();
    choose(a, 8 * MIB);
    await("half each", () -> share(a) == 4 * MIB && share(b) == 4 * MIB);
    try (Hungry here = new Hungry(a, "x")) {
      assertTrue(here.eats());
      await("lent", () -> share(a) == 15 * MIB / 2);
      cluster.cutOff(b);
      await("the loan is over", () -> share(a) == 4 * MIB);
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
      assertEquals(4 * MIB, share(a));
    }
  }

  private static long piece(Lease<Party> party) {
    return party.value().bandwidth().piece(1 << 30);
  }

  @Test
  public void allNodesHearWhatADownloadMayUseNow() throws Exception {
    joinB();
    Claim claim = Claim.of("x", 2_000_000);
    AllowanceTeller teller = new AllowanceTeller(a);
    teller.begin(claim);
    try (Lease<Party> ofA = Governor.get(a).join(claim);
        Lease<Party> ofB = Governor.get(b).join(claim)) {
      await("half of it each", () -> piece(ofA) == 100_000 && piece(ofB) == 100_000);
      teller.allow(new Allowance(600_000, 0, Priority.NORMAL, 1));
      assertEquals("here at once", 30_000, piece(ofA));
      await(
          "there soon, also when a word was lost",
          () -> {
            teller.tick(System.nanoTime());
            return piece(ofB) == 30_000;
          });
    }
    // Who comes later claims what it was begun with.
    try (Lease<Party> ofB = Governor.get(b).join(claim)) {
      await(
          "there, too",
          () -> {
            teller.tick(System.nanoTime());
            return piece(ofB) == 30_000;
          });
      teller.begin(claim);
      teller.allow(new Allowance(900_000, 0, Priority.NORMAL, 1));
      assertEquals("not news", 30_000, piece(ofB));
    }
  }

  @Test
  public void whatOneNodeIsRefusedTheOtherKnows() throws Exception {
    joinB();
    try (Lease<Party> party = Governor.get(a).join(Claim.of("x", 0))) {
      TributaryException refusal =
          new TributaryException(
              new Failure(FailureKind.THROTTLED, "fetch", "x", "slow down", ""),
              Duration.ofMinutes(2),
              null);
      // A word may be lost, and of a bucket that was told of once nothing new is to be told.
      AtomicLong round = new AtomicLong();
      await(
          "both reach each other",
          () -> {
            Governor.get(a)
                .run(
                    party.value(),
                    "s3://bucket-" + round.incrementAndGet(),
                    () -> true,
                    () -> CompletableFuture.failedStage(refusal));
            return !Governor.get(b).view().throttled().isEmpty();
          });
    }
    BucketView heard = Governor.get(b).view().throttled().get(0);
    assertTrue(heard.toString(), heard.name().startsWith("s3://bucket-"));
    assertTrue(heard.toString(), heard.pause().toSeconds() > 60);
  }
}
