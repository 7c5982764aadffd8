package io.tributary.engine.job;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.receipt.ReceiptLine;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What a node tells of a batch, and when. */
public final class BatchWorkTest extends JUnitSuite {

  @Test
  public void linesAreToldInOrderInPiecesThatFitAMessage() {
    List<Item> items = items(1000, "k");
    BatchWork work = new BatchWork(new Batch(1, false, items), 1);
    List<BatchWork.Chunk> told = new ArrayList<>();
    for (int i = 999; i >= 0; i--) {
      work.done(i, Lines.kept(items.get(i), 1), 0);
      told.addAll(work.news());
    }
    assertEquals(5, told.size());
    assertEquals(items.stream().map(Item::key).toList(), keys(told));
    assertTrue(work.news().isEmpty());
  }

  @Test
  public void longKeysMakeSmallPieces() {
    List<Item> items = items(100, "ключ".repeat(250));
    BatchWork work = new BatchWork(new Batch(1, false, items), 1);
    for (int i = 0; i < 100; i++) {
      work.done(i, Lines.kept(items.get(i), 1), 0);
    }
    List<BatchWork.Chunk> told = work.news();
    assertTrue(told.size() + " pieces", told.size() >= 9);
    assertEquals(items.stream().map(Item::key).toList(), keys(told));
  }

  @Test
  public void whatNobodyConfirmsIsToldAgain() {
    List<Item> items = items(3, "k");
    BatchWork work = new BatchWork(new Batch(1, false, items), 1);
    for (int i = 0; i < 3; i++) {
      work.done(i, Lines.kept(items.get(i), 1), 1_000);
    }
    assertEquals(1, work.news().size());
    work.tellAgain(1_500, 1_000);
    assertTrue(work.news().isEmpty());
    work.tellAgain(2_500, 1_000);
    assertEquals(3, work.news().get(0).lines().size());
  }

  private static List<Item> items(int count, String key) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(new Item("oss://b/" + key + i, key + i, key + i, false, 1, "", null, List.of()));
    }
    return items;
  }

  private static List<String> keys(List<BatchWork.Chunk> chunks) {
    return chunks.stream().flatMap(c -> c.lines().stream()).map(ReceiptLine::key).toList();
  }
}
