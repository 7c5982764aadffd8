package io.tributary.server.live;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What is told of rows: all of one that is another, and of one that moves how far it is. */
public final class RowChangesTest extends JUnitSuite {
  private static final long BEGUN_MILLIS = 1_000_000;

  private final RowChanges changes = new RowChanges();

  private static LiveRow row(String id, String state, long atMillis, long bytes) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("id", id).put("state", state).put("bytesDone", bytes).put("size", 1000);
    Instant at = Instant.ofEpochMilli(BEGUN_MILLIS + atMillis);
    json.put("changedAt", at.toString());
    return new LiveRow("download", id, at, bytes, 1000, json);
  }

  private List<String> told(LiveRow... rows) {
    return changes.of(List.of(rows)).stream().map(d -> d.type() + " " + d.data()).toList();
  }

  @Test
  public void progressIsToldInFewWordsAndWithItsSpeed() {
    assertEquals(1, told(row("a", "active", 0, 0)).size());
    assertEquals(
        List.of("progress {\"steps\":[[\"download\",\"a\",500,1000,1000]]}"),
        told(row("a", "active", 500, 500)));
    assertEquals("what is read twice", List.of(), told(row("a", "active", 500, 500)));
  }

  @Test
  public void whatIsAnotherIsToldAsAWhole() {
    told(row("a", "active", 0, 0));
    List<String> told = told(row("a", "paused", 500, 500));
    assertTrue(told.toString(), told.get(0).startsWith("changed {\"rows\":[{\"id\":\"a\""));
  }

  @Test
  public void whatBeganAnewHasNoSpeedBelowZero() {
    told(row("a", "active", 0, 900));
    assertEquals(
        List.of("progress {\"steps\":[[\"download\",\"a\",0,1000,0]]}"),
        told(row("a", "active", 500, 0)));
  }

  @Test
  public void manyRowsAreManyEventsOfABoundedSize() {
    List<LiveRow> rows = new ArrayList<>();
    for (int i = 0; i < 1500; i++) {
      rows.add(row("r" + i, "active", 0, 0));
    }
    List<LiveLog.Draft> drafts = changes.of(rows);
    assertEquals(15, drafts.size());
    int sum = 0;
    for (LiveLog.Draft draft : drafts) {
      JsonNode some = draft.data().get("rows");
      assertTrue(some.size() <= 100);
      sum += some.size();
    }
    assertEquals(1500, sum);
  }
}
