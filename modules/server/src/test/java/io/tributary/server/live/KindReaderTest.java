package io.tributary.server.live;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** When a kind of rows is read: seldom when that is dear, but not too seldom. */
public final class KindReaderTest extends JUnitSuite {
  private static final long BEGUN = Long.MAX_VALUE - Duration.ofSeconds(3).toNanos();

  private final KindReader reader =
      new KindReader(new NoRows(), Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));

  private static final class NoRows implements LiveRows {
    @Override
    public CompletionStage<List<LiveRow>> changedSince(Instant since, int limit) {
      throw new AssertionError("a reader reads nothing itself");
    }

    @Override
    public CompletionStage<ObjectNode> count() {
      throw new AssertionError("a reader counts nothing itself");
    }

    @Override
    public String name() {
      return "downloads";
    }
  }

  private static List<LiveRow> rows(int count) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    return Collections.nCopies(count, new LiveRow("download", "id", Instant.EPOCH, 0, 0, json));
  }

  private static long at(long millis) {
    return BEGUN + Duration.ofMillis(millis).toNanos();
  }

  private void look(long millis, long tookMillis) {
    look(millis, tookMillis, 0);
  }

  private void look(long millis, long tookMillis, int changed) {
    assertTrue(reader.begins(at(millis)));
    ObjectNode counts = JsonNodeFactory.instance.objectNode();
    KindReader.Seen seen =
        new KindReader.Seen(rows(changed), counts, Duration.ofMillis(tookMillis).toNanos());
    List<LiveLog.Draft> told = reader.seen(seen, at(millis));
    assertTrue(told.toString(), changed > 0 || told.isEmpty());
  }

  private void dueIn(long nowMillis, long millis) {
    assertFalse(reader.begins(at(nowMillis + millis - 1)));
    assertTrue(reader.begins(at(nowMillis + millis)));
    reader.failed(at(nowMillis + millis), Duration.ZERO);
  }

  @Test
  public void aDearLookIsFollowedByALongPauseButNotTooLong() {
    look(0, 1);
    dueIn(0, 200);
    look(1000, 40);
    dueIn(1000, 200);
    look(2000, 200);
    dueIn(2000, 800);
    look(10_000, 3_600_000);
    dueIn(10_000, 5000);
  }

  @Test
  public void howLongTheFirstLookTookSaysNothingOfLaterOnes() {
    look(0, 1000);
    dueIn(0, 200);
    reader.rest();
    look(10_000, 1000);
    dueIn(10_000, 200);
  }

  @Test
  public void whereMuchChangesItIsReadLessOften() {
    look(0, 1, KindReader.FEW_ROWS);
    dueIn(0, 200);
    look(1000, 1, KindReader.FEW_ROWS + 1);
    dueIn(1000, 500);
  }

  @Test
  public void afterAFailureItWaitsAtTheVeryBeginningToo() {
    assertTrue(reader.begins(at(0)));
    assertTrue(reader.countIsDue(at(0)));
    reader.failed(at(0), Duration.ofSeconds(2));
    assertFalse(reader.countIsDue(at(1999)));
    dueIn(0, 2000);
    assertTrue("nothing is counted yet", reader.countIsDue(at(2000)));
  }
}
