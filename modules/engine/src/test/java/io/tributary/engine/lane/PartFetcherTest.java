package io.tributary.engine.lane;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.typed.ActorRef;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.tributary.core.ledger.Segment;
import io.tributary.engine.destination.FlushReport;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.placement.NodeShards;
import io.tributary.engine.serialization.TributarySerializable;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import java.nio.file.Files;
import java.util.Arrays;
import org.junit.Test;

/** What a lane does with the ranges that it is given. */
public final class PartFetcherTest extends PartFetcherSuite {
  @Test
  public void aRangeIsFetchedFlushedAndReported() throws Exception {
    begin(1);
    isReady(1);
    fetcher.tell(new PartFetcher.Fetch(1, 5, 1000, 90_000));
    assertEquals(
        new LaneReport.Ended(1, 2, 5, 90_000, 89_000, null, -1), next(LaneReport.Ended.class));
    Segment segment = next(FlushReport.Flushed.class).segments().get(0);
    assertEquals(1000, segment.start());
    assertEquals(90_000, segment.end());
    isWritten(1000, 90_000);
  }

  @Test
  public void nothingHappensForOtherRuns() throws Exception {
    begin(1);
    next(LaneReport.Ready.class);
    fetcher.tell(new PartFetcher.Fetch(2, 5, 0, 10));
    fetcher.tell(new PartFetcher.Shrink(1, 5, 3));
    fetcher.tell(new PartFetcher.Abort(1, 5));
    fetcher.tell(new PartFetcher.Commit(1, 5, 3));
    fetcher.tell(new PartFetcher.Stop(2));
    saysNothingNew(1);
  }

  @Test
  public void whatIsMeantForAnotherNodeIsNotDoneHere() {
    NodeId gone = new NodeId("127.0.0.1:1#1");
    ActorRef<PartFetcher.Command> stranger =
        kit.spawn(PartFetcher.create(NodeShards.entityId(gone, "1"), shard.ref()));
    coordinator.expectTerminated(stranger, PATIENCE);
  }

  @Test
  public void whoIsWokenByALateWordGoesBackToSleep() {
    fetcher.tell(new PartFetcher.Fetch(1, 5, 0, 10));
    shard.expectMessageClass(ClusterSharding.Passivate.class, PATIENCE);
    coordinator.expectNoMessage(BRIEF);
  }

  @Test
  public void aSecondBeginIsAnsweredAgainAndDropsWhatIsUnderWay() throws Exception {
    begin(1);
    next(LaneReport.Ready.class);
    begin(1);
    next(LaneReport.Ready.class);
    FaultRule stall = stall(10);
    fetcher.tell(new PartFetcher.Fetch(1, 5, 0, SIZE));
    awaitFired(stall);
    long againNanos = System.nanoTime();
    begin(1);
    isReadyAgain(againNanos);
    server.faults().clear();
    fetcher.tell(new PartFetcher.Fetch(1, 6, 0, 10));
    LaneReport.Ended ended = next(LaneReport.Ended.class);
    assertEquals(6, ended.assignment());
    isWritten(0, 10);
  }

  @Test
  public void aNewRunTakesTheLaneOver() throws Exception {
    begin(1);
    next(LaneReport.Ready.class);
    FaultRule stall = stall(0);
    fetcher.tell(new PartFetcher.Fetch(1, 5, 0, SIZE));
    awaitFired(stall);
    begin(2);
    isReady(2);
    fetcher.tell(new PartFetcher.Shrink(1, 5, 3));
    fetcher.tell(new PartFetcher.Abort(1, 5));
    fetcher.tell(new PartFetcher.Stop(1));
    saysNothingNew(2);
  }

  @Test
  public void aHedgeWritesOnlyWhatItIsGiven() throws Exception {
    begin(1);
    next(LaneReport.Ready.class);
    fetcher.tell(new PartFetcher.Hedge(1, 5, 1000, 3000));
    assertEquals(new LaneReport.HedgeReady(1, 2, 5), next(LaneReport.HedgeReady.class));
    fetcher.tell(new PartFetcher.Commit(1, 5, 2500));
    assertEquals(new LaneReport.Ended(1, 2, 5, 3000, 2000, null, -1), next(LaneReport.Ended.class));
    assertEquals(2500, next(FlushReport.Flushed.class).segments().get(0).start());
    isWritten(2500, 3000);
    byte[] there = Files.readAllBytes(destination.resolveSibling(temporaryName));
    assertTrue(Arrays.equals(new byte[1500], Arrays.copyOfRange(there, 1000, 2500)));
  }

  @Test
  public void aHedgeSaysSoUntilItCommitsAndThenItDoesOnce() throws Exception {
    begin(1);
    next(LaneReport.Ready.class);
    fetcher.tell(new PartFetcher.Hedge(1, 5, 1000, 3000));
    for (int said = 0; said < 3; said++) {
      assertEquals(new LaneReport.HedgeReady(1, 2, 5), next(LaneReport.HedgeReady.class));
    }
    fetcher.tell(new PartFetcher.Commit(1, 5, 2500));
    fetcher.tell(new PartFetcher.Commit(1, 5, 2000));
    fetcher.tell(new PartFetcher.Abort(1, 5));
    assertEquals(new LaneReport.Ended(1, 2, 5, 3000, 2000, null, -1), next(LaneReport.Ended.class));
    assertEquals(2500, next(FlushReport.Flushed.class).segments().get(0).start());
    fetcher.tell(new PartFetcher.Stop(1));
    next(LaneReport.Stopped.class);
    byte[] there = Files.readAllBytes(destination.resolveSibling(temporaryName));
    assertTrue(Arrays.equals(new byte[1500], Arrays.copyOfRange(there, 1000, 2500)));
  }

  @Test
  public void aHedgeThatIsDroppedWritesNothing() throws Exception {
    begin(1);
    next(LaneReport.Ready.class);
    fetcher.tell(new PartFetcher.Hedge(1, 5, 1000, 3000));
    next(LaneReport.HedgeReady.class);
    fetcher.tell(new PartFetcher.Abort(1, 5));
    assertEquals(new LaneReport.Ended(1, 2, 5, 1000, 2000, null, -1), next(LaneReport.Ended.class));
    byte[] there = Files.readAllBytes(destination.resolveSibling(temporaryName));
    assertTrue(Arrays.equals(new byte[SIZE], there));
  }

  @Test
  public void aLaneThatIsNotAnsweredWritesNoMore() throws Exception {
    begin(1);
    next(LaneReport.Ready.class);
    FaultRule slow = server.fault(When.get("/object").ranged(), Fault.trickle(20_000));
    fetcher.tell(new PartFetcher.Fetch(1, 5, 0, SIZE));
    awaitFired(slow);
    LaneReport.Ended ended = endsUnanswered();
    assertTrue(System.nanoTime() - answeredBeatNanos >= LaneLease.TERM.toNanos());
    assertTrue(ended.position() + " of " + SIZE, ended.position() < SIZE / 2);
    server.faults().clear();
    fetcher.tell(new PartFetcher.Fetch(1, 6, 0, SIZE));
    assertEquals(
        "an order that comes late",
        new LaneReport.Ended(1, 2, 6, 0, 0, null, -1),
        endsUnanswered());
    isReadyAgain(System.nanoTime());
    fetcher.tell(new PartFetcher.Fetch(1, 7, 0, 10));
    assertEquals(10, next(LaneReport.Ended.class).position());
  }

  private LaneReport.Ended endsUnanswered() {
    long end = deadline();
    TributarySerializable report = heardUnanswered(end);
    while (!(report instanceof LaneReport.Ended)) {
      report = heardUnanswered(end);
    }
    return (LaneReport.Ended) report;
  }
}
