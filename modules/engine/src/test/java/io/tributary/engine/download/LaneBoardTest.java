package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;

import io.tributary.core.plan.PartQueue;
import io.tributary.core.plan.PartSizing;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.placement.NodeId;
import java.util.List;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What is said between two lanes that race for a range, with any word of it lost. */
public final class LaneBoardTest extends JUnitSuite {
  private static final long MIB = 1L << 20;
  private static final long SECOND = 1_000_000_000L;
  private static final long LATE = MIB - 1000;

  private final LaneBoard board =
      new LaneBoard(
          MIB,
          true,
          PartQueue.of(List.of(new ByteRange(0, MIB))),
          new PartSizing(MIB, 0),
          new TailPolicy(MIB));
  private Lane late;
  private Lane quick;
  private LaneOrder.Hedge hedge;

  /** One lane hangs near its end, and another has fetched the rest, too. */
  @Before
  public void race() {
    late = lane();
    assertEquals(List.of(new LaneOrder.Fetch(late.number, 1, 0, MIB)), board.assign(2, 0));
    board.progressed(late.number, 1, LATE, SECOND);
    quick = lane();
    hedge = (LaneOrder.Hedge) board.assign(2, 10 * SECOND).get(0);
    assertEquals(new LaneOrder.Hedge(quick.number, hedge.assignment(), LATE, MIB), hedge);
  }

  private Lane lane() {
    Lane lane = board.open(new NodeId("127.0.0.1:1#1"), 0);
    lane.ready = true;
    return lane;
  }

  private List<LaneOrder> hedgeReady() {
    return board.hedgeReady(quick.number, hedge.assignment());
  }

  @Test
  public void aLostCommitIsSaidAgain() {
    hedgeReady();
    List<LaneOrder> commit =
        List.of(new LaneOrder.Commit(quick.number, hedge.assignment(), LATE + 100));
    assertEquals(commit, board.shrunk(late.number, 1, LATE + 100));
    assertEquals(commit, hedgeReady());
    board.ended(late.number, 1, LATE + 100);
    assertEquals("also when the late lane is over", commit, hedgeReady());
    board.ended(quick.number, hedge.assignment(), MIB);
    assertEquals(0, board.waitingBytes());
    assertEquals(List.of(), hedgeReady());
  }

  @Test
  public void theLateLaneIsAskedAgainAndItsSecondAnswerTakesNothingBack() {
    List<LaneOrder> shrink = List.of(new LaneOrder.Shrink(late.number, 1, LATE));
    assertEquals(shrink, hedgeReady());
    assertEquals(shrink, hedgeReady());
    assertEquals(1, board.shrunk(late.number, 1, LATE).size());
    assertEquals(List.of(), board.shrunk(late.number, 1, LATE));
    assertEquals(0, board.waitingBytes());
  }

  @Test
  public void aLostAbortIsSaidAgain() {
    hedgeReady();
    List<LaneOrder> abort = List.of(new LaneOrder.Abort(quick.number, hedge.assignment()));
    assertEquals(abort, board.ended(late.number, 1, MIB));
    assertEquals(abort, hedgeReady());
  }

  @Test
  public void whatIsHandedOutAgainAfterASilenceIsDoubtful() {
    board.ended(quick.number, hedge.assignment(), LATE);
    assertEquals(List.of(), board.doubtful());
    board.lost(late, range -> List.of(new ByteRange(10, 20), new ByteRange(20, 30)));
    assertEquals(List.of(new ByteRange(10, 30)), board.doubtful());
    assertEquals(20, board.waitingBytes());
  }

  @Test
  public void whatALaneCouldNotBringHomeIsDoubtful() {
    board.cutOff(late.number, 1, LATE);
    assertEquals(List.of(new ByteRange(LATE, MIB)), board.doubtful());
    assertEquals(MIB - LATE, board.waitingBytes());
  }
}
