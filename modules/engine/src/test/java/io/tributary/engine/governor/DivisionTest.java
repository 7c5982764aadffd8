package io.tributary.engine.governor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.api.Allowance;
import io.tributary.engine.api.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class DivisionTest extends JUnitSuite {
  private static final long SECOND = FakeTime.SECOND;
  private static final long LOOK = SECOND / 4;
  private static final long STEP = SECOND / 100;

  private final FakeTime time = new FakeTime();
  private final Grants grants = time.grants(throttled -> {});
  private final Division division = new Division(grants, time::nanos);
  private final List<Stream> streams = new ArrayList<>();
  private final Stream high = new Stream(new Claim("high", Limits.NONE, Priority.HIGH, 1));
  private final Stream normal = new Stream(new Claim("normal", Limits.NONE, Priority.NORMAL, 1));
  private long lookedNanos;

  /** Takes a byte whenever its limit lets it, while it wants any. */
  private final class Stream {
    final Party party;
    boolean wants = true;
    long bytes;
    private long taken;

    Stream(Claim claim) {
      party = division.join(claim);
      streams.add(this);
    }

    void step() {
      while (wants && party.bandwidth().waitNanos(taken) == 0) {
        taken = party.bandwidth().take(1);
        bytes++;
      }
    }
  }

  /** What each takes meanwhile. */
  private List<Long> passes(long nanos) {
    List<Long> before = streams.stream().map(stream -> stream.bytes).toList();
    for (long end = time.nanos + nanos; time.nanos < end; ) {
      time.passes(STEP);
      streams.forEach(Stream::step);
      if (time.nanos - lookedNanos >= LOOK) {
        lookedNanos = time.nanos;
        division.look();
      }
    }
    return IntStream.range(0, streams.size())
        .mapToObj(i -> streams.get(i).bytes - before.get(i))
        .toList();
  }

  private static void assertBytes(double wanted, long found) {
    assertEquals(wanted, found, wanted * 0.05 + 2);
  }

  @Test
  public void sharesAreByPriorityAndWhatOneDoesNotUseIsTheOthers() {
    division.limit(100, 0, 1);
    passes(SECOND);
    List<Long> both = passes(20 * SECOND);
    assertBytes(1600, both.get(0));
    assertBytes(400, both.get(1));

    high.wants = false;
    passes(LOOK);
    List<Long> alone = passes(20 * SECOND);
    assertEquals(0L, (long) alone.get(0));
    assertBytes(2000, alone.get(1));

    high.wants = true;
    passes(LOOK);
    List<Long> again = passes(20 * SECOND);
    assertBytes(1600, again.get(0));
    assertBytes(400, again.get(1));

    division.leave(high.party);
    high.wants = false;
    assertBytes(2000, passes(20 * SECOND).get(1));
  }

  @Test
  public void aPartyHasNoMoreThanItsOwnLimitAndOthersTheRest() {
    division.limit(1000, 0, 1);
    Stream own = new Stream(new Claim("own", new Limits(0, 0, 100), Priority.HIGH, 1));
    passes(SECOND);
    List<Long> all = passes(20 * SECOND);
    assertBytes(20 * 900 * 0.8, all.get(streams.indexOf(high)));
    assertBytes(20 * 900 * 0.2, all.get(streams.indexOf(normal)));
    assertBytes(20 * 100, all.get(streams.indexOf(own)));
  }

  @Test
  public void theLatestClaimOfAnOwnerHolds() {
    division.limit(1000, 0, 1);
    Stream own = new Stream(new Claim("own", new Limits(0, 0, 100), Priority.HIGH, 1));
    normal.wants = false;
    high.wants = false;
    passes(SECOND);
    assertBytes(1000, passes(10 * SECOND).get(streams.indexOf(own)));

    Allowance more = new Allowance(300, 0, Priority.LOW, 2);
    assertTrue(division.claim("own", claim -> claim.with(more)));
    passes(SECOND);
    assertBytes(3000, passes(10 * SECOND).get(streams.indexOf(own)));
    Allowance earlier = new Allowance(7, 0, Priority.LOW, 1);
    assertFalse(division.claim("own", claim -> claim.with(earlier)));
    assertFalse(division.claim("other", claim -> claim.with(more)));
    passes(SECOND);
    assertBytes(3000, passes(10 * SECOND).get(streams.indexOf(own)));

    normal.wants = true;
    assertTrue(division.claim("own", claim -> claim.with(new Allowance(0, 0, Priority.LOW, 3))));
    passes(SECOND);
    List<Long> both = passes(20 * SECOND);
    assertBytes(20 * 1000 * 0.2, both.get(streams.indexOf(own)));
    assertBytes(20 * 1000 * 0.8, both.get(streams.indexOf(normal)));
  }

  @Test
  public void aClaimLetsItsOwnRequestsBeginAndNoMore() {
    Party slow = division.join(new Claim("slow", new Limits(0, 5, 0), Priority.NORMAL, 4));
    List<AtomicInteger> begun = new ArrayList<>();
    for (Party party : List.of(slow, normal.party)) {
      AtomicInteger count = new AtomicInteger();
      begun.add(count);
      for (int i = 0; i < 1000; i++) {
        var unused =
            grants
                .acquire(party, "s3://bucket", () -> true)
                .thenAccept(permit -> count.incrementAndGet());
      }
    }
    assertEquals("nobody else waits for it", 1000, begun.get(1).get());
    time.passes(10 * SECOND);
    assertEquals(51, begun.get(0).get(), 1);
    division.limit(0, 0, 2);
    grants.serve();
    int before = begun.get(0).get();
    time.passes(10 * SECOND);
    assertEquals("as one of two nodes", 25, begun.get(0).get() - before, 1);
  }
}
