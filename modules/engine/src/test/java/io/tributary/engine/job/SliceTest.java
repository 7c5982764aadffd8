package io.tributary.engine.job;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.receipt.ReceiptLine;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** How batches are cut, and put together again. */
public final class SliceTest extends JUnitSuite {

  @Test
  public void smallObjectsAreCutByTheirNumber() {
    Slice.Whole whole = Slice.cut(batch(1000, 4096), 7);
    assertEquals(List.of(200, 200, 200, 200, 200), sizes(whole));
    assertEquals(List.of(7L, 8L, 9L, 10L, 11L), whole.slices().stream().map(Slice::id).toList());
    assertEquals(
        List.of(0, 200, 400, 600, 800), whole.slices().stream().map(Slice::first).toList());
  }

  @Test
  public void largerOnesAreCutByTheirBytes() {
    assertEquals(List.of(128, 128, 44), sizes(Slice.cut(batch(300, 64 << 10), 1)));
    assertEquals(List.of(1, 1, 1), sizes(Slice.cut(batch(3, 9 << 20), 1)));
  }

  @Test
  public void whatNobodyKnowsTheSizeOfCountsAsNothing() {
    assertEquals(List.of(200, 100), sizes(Slice.cut(batch(300, -1), 1)));
  }

  @Test
  public void theBatchIsCompleteWithTheLastLineOfAnySlice() {
    Batch batch = batch(250, 1);
    Slice.Whole whole = Slice.cut(batch, 1);
    List<ReceiptLine> lines = batch.items().stream().map(item -> Lines.kept(item, 1)).toList();
    assertTrue(whole.slices().get(1).take(0, lines.subList(200, 250)));
    assertFalse(whole.slices().get(0).take(100, lines.subList(100, 200)));
    assertFalse(whole.complete().isPresent());
    assertTrue(whole.slices().get(0).take(0, lines.subList(0, 100)));
    assertEquals(lines, whole.complete().orElseThrow());
  }

  private static List<Integer> sizes(Slice.Whole whole) {
    return whole.slices().stream().map(Slice::objects).toList();
  }

  private static Batch batch(int count, long sizeBytes) {
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      items.add(new Item("oss://b/k" + i, "k" + i, "k" + i, false, sizeBytes, "", null, List.of()));
    }
    return new Batch(1, false, items);
  }
}
