package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.identity.Identity;
import io.tributary.core.ledger.Ledger;
import io.tributary.core.ledger.Segment;
import io.tributary.engine.attempt.Attempt;
import io.tributary.engine.attempt.AttemptLog;
import java.util.ArrayList;
import java.util.List;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What a million parts leave in memory and in the journal stays small (I6, I8). */
public final class MillionPartsTest extends JUnitSuite {
  private static final long PART_BYTES = 100L << 10;
  private static final long SIZE = 1_000_000 * PART_BYTES;
  private static final Identity OBJECT = new Identity(SIZE, "\"e\"", "", "", List.of());

  /** Lanes far apart, as in a run whose parts come in any order. */
  private static final int LANES = 16;

  private static final int PARTS_PER_EVENT = 256;

  private static final int MOST_EVENT_BYTES = 64 << 10;
  private static final int MOST_SNAPSHOT_BYTES = 1 << 20;

  private static ActorTestKit kit;
  private static Serialization serialization;

  @BeforeClass
  public static void start() {
    kit = ActorTestKit.create("million", ConfigFactory.load());
    serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
  }

  @AfterClass
  public static void stop() {
    kit.shutdownTestKit();
  }

  private static int storedBytes(Object message) {
    return serialization.serialize(message).get().length;
  }

  /** The event after {@code done} parts of each lane: each lane wrote some more. */
  private static DownloadEvent.RangesWritten event(long done) {
    long share = SIZE / LANES;
    List<Segment> segments = new ArrayList<>();
    for (int lane = 0; lane < LANES; lane++) {
      for (long part = done; part < done + PARTS_PER_EVENT / LANES; part++) {
        long start = lane * share + part * PART_BYTES;
        if (start < (lane + 1) * share) {
          segments.add(new Segment(start, PART_BYTES, part));
        }
      }
    }
    return new DownloadEvent.RangesWritten(Ledger.merge(segments, Ledger.LEAST_MERGE_LIMIT_BYTES));
  }

  /** As many as are told of, with the longest reasons, beside the segments of an event. */
  @Test
  public void whatIsToldOfRequestsKeepsAnEventSmall() {
    AttemptLog log = new AttemptLog();
    String reason = "é".repeat(1_000);
    for (int failed = 0; failed < 10_000; failed++) {
      log.add(failure("node-" + failed % 100, failed * PART_BYTES, reason));
    }
    DownloadEvent.RangesWritten bare = event(0);
    int bytes = storedBytes(new DownloadEvent.RangesWritten(bare.segments(), log.takeOrNull()));
    assertTrue("bytes: " + bytes, bytes < MOST_EVENT_BYTES);
    log.add(failure("node-1", 0, "the server asks for fewer requests (HTTP 503)"));
    int one = storedBytes(new DownloadEvent.RangesWritten(bare.segments(), log.takeOrNull()));
    System.out.println(
        "bytes of an event: "
            + storedBytes(bare)
            + ", with one failure: "
            + one
            + ", at most: "
            + bytes);
  }

  private static Attempt failure(String node, long start, String reason) {
    return new Attempt(
        Attempt.What.RANGE,
        node,
        start,
        start + PART_BYTES,
        17,
        1_795_000_000_000L,
        1_500,
        1,
        Attempt.Outcome.FAILED,
        Attempt.Next.AGAIN,
        FailureKind.THROTTLED,
        reason,
        "5C3D9175B6FC201293AD4890");
  }

  @Test
  public void eventsSnapshotsAndTheLedgerStaySmall() {
    DownloadState state =
        DownloadState.empty()
            .apply(new DownloadEvent.Requested(JournalSamples.spec(null), ""))
            .apply(new DownloadEvent.Identified(OBJECT, true, 0, SIZE, "x.tributary"));
    int events = 0;
    int most = 0;
    for (long done = 0; !state.allWritten(); done += PARTS_PER_EVENT / LANES) {
      DownloadEvent.RangesWritten event = event(done);
      if (events++ % 100 == 0) {
        assertTrue(storedBytes(event) < MOST_EVENT_BYTES);
      }
      state = state.apply(event);
      most = Math.max(most, state.ledger().segments().size());
    }
    assertTrue("events: " + events, events < 5000);
    assertTrue("segments: " + most, most <= 2 * Ledger.SEGMENTS_PER_OBJECT + LANES);
    assertTrue(storedBytes(DownloadSnapshot.of(state)) < MOST_SNAPSHOT_BYTES);
    assertEquals(SIZE, state.ledger().coveredBytes());
  }
}
