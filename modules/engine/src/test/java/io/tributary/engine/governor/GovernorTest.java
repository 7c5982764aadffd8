package io.tributary.engine.governor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertSame;
import static org.junit.Assert.assertTrue;

import akka.actor.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.api.Priority;
import io.tributary.engine.lease.Lease;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class GovernorTest extends JUnitSuite {
  private static final String BUCKET = "s3://bucket";
  private static final int GREAT = 1 << 30;

  private DownloadFixture fixture;
  private ActorSystem<?> system;
  private Governor governor;

  @Before
  public void start() throws Exception {
    fixture = new DownloadFixture();
    system = fixture.node().system();
    governor = Governor.get(system);
  }

  @After
  public void stop() throws Exception {
    fixture.close();
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(DownloadFixture.PATIENCE_SECONDS);
    while (!condition.getAsBoolean()) {
      assertTrue(what, System.nanoTime() - end < 0);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private CompletableFuture<Void> begin(Party party, Runnable request) {
    return governor
        .run(
            party,
            BUCKET,
            () -> true,
            () -> {
              request.run();
              return new CompletableFuture<Void>();
            })
        .toCompletableFuture();
  }

  /** Whoever is served by a change may change the limits itself, or take its time meanwhile. */
  @Test
  public void theLastOfTwoChangesHolds() {
    try (Lease<Party> party = governor.join(Claim.of("x", 0))) {
      governor.choose(new ChosenLimits(1, null, 9_000_000L, 1));
      var first = begin(party.value(), () -> {});
      var second =
          begin(party.value(), () -> governor.choose(new ChosenLimits(2, null, 1_000_000L, 3)));
      assertFalse(first.isDone() || second.isDone());
      assertEquals(1, governor.view().underWay());

      governor.choose(new ChosenLimits(8, null, 5_000_000L, 2));

      assertEquals(new Limits(2, 0, 1_000_000), governor.view().cluster());
      assertEquals(2, governor.view().underWay());
      var third = begin(party.value(), () -> {});
      assertFalse(third.isDone());
      assertEquals("no more connections", 2, governor.view().underWay());
      // A piece is what a tenth of a second allows.
      assertEquals("nor bytes", 100_000, party.value().bandwidth().piece(GREAT));
    }
  }

  @Test
  public void whoClaimsForTheSameOwnerIsTheSamePartyByItsLatestClaim() {
    Claim first = Claim.of("x", 1_000_000);
    Claim second = new Claim("x", new Limits(0, 0, 500_000), Priority.NORMAL, 1, 1);
    try (Lease<Party> one = governor.join(first);
        Lease<Party> other = governor.join(second);
        Lease<Party> late = governor.join(first)) {
      assertSame(one.value(), other.value());
      assertSame(one.value(), late.value());
      assertEquals(50_000, one.value().bandwidth().piece(GREAT));
    }
  }

  @Test
  public void whatWasChosenEarlierIsNotHeardLater() {
    governor.choose(new ChosenLimits(5, null, null, 7));
    governor.choose(new ChosenLimits(6, null, null, 6));
    assertEquals(new Limits(5, 0, 0), governor.view().cluster());
    governor.choose(new ChosenLimits(null, null, null, 8));
    assertEquals(Limits.NONE, governor.view().cluster());
  }

  @Test
  public void aFailureDoesNotStopWhatHearsOfOtherNodes() {
    akka.actor.ActorSystem classic = Adapter.toClassic(system);
    var actor = classic.actorSelection("/system/" + GovernorActor.NAME);
    actor.tell(new Throttled("far", 1, 1, Long.MAX_VALUE), ActorRef.noSender());
    actor.tell(new Throttled(BUCKET, 3, 5, 0), ActorRef.noSender());
    await(
        "it hears no more",
        () -> governor.view().throttled().stream().anyMatch(one -> one.name().equals(BUCKET)));
  }
}
