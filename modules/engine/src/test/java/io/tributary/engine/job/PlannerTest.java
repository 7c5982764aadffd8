package io.tributary.engine.job;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.filter.KeyFilter;
import io.tributary.core.locator.BucketLocator;
import io.tributary.core.tree.ListingOrder;
import io.tributary.core.tree.NamePolicy;
import io.tributary.core.tree.TreePlaces;
import io.tributary.engine.api.JobOptions;
import io.tributary.storage.listing.ListedObject;
import io.tributary.storage.listing.ListingPage;
import io.tributary.storage.listing.ListingPosition;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class PlannerTest extends JUnitSuite {
  private static final ListingPosition NEXT = new ListingPosition("t", "k", 0);

  private final Planner planner =
      new Planner(
          JobOptions.defaults(),
          "in/",
          TreePlaces.of("in/", ListingOrder.SORTED, NamePolicy.REFUSE),
          JobState.empty());

  @Test
  public void aPageOfSmallObjectsIsOneBatch() {
    planner.add(page(1000, 10, NEXT));
    assertTrue(planner.due());
    Planner.Plan plan = planner.take();
    assertEquals(1, plan.batches().size());
    assertEquals(1000, plan.batches().get(0).items().size());
    assertEquals(1000, plan.counts().listed());
    assertEquals(NEXT.text(), plan.listed().position());
    assertFalse(plan.listed().complete());
  }

  @Test
  public void smallPagesArePlannedTogether() {
    planner.add(page(1, 10, NEXT));
    assertFalse(planner.due());
    planner.add(new ListingPage(List.of(object("z", 10)), List.of(), null));
    assertTrue(planner.due());
    Planner.Plan plan = planner.take();
    assertEquals(2, plan.batches().get(0).items().size());
    assertTrue(plan.listed().complete());
  }

  @Test
  public void largeObjectsAreAloneAndDoNotEndTheBatchOfOthers() {
    List<ListedObject> objects = List.of(object("a", 10), object("b", 16 << 20), object("c", 10));
    planner.add(new ListingPage(objects, List.of(), null));
    List<Batch> batches = planner.take().batches();
    assertEquals(2, batches.size());
    assertTrue(batches.get(0).large());
    assertEquals(2, batches.get(1).items().size());
  }

  @Test
  public void aBatchEndsWithTheBytesOrTheTextThatFit() {
    List<ListedObject> heavy = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      heavy.add(object("k%02d".formatted(i), 15 << 20));
    }
    planner.add(new ListingPage(heavy, List.of(), null));
    for (Batch batch : planner.take().batches()) {
      assertTrue(batch.bytes() <= Batch.MOST_BYTES);
    }
    Planner wordy =
        new Planner(
            JobOptions.defaults(),
            "",
            TreePlaces.of("", ListingOrder.SORTED, NamePolicy.REFUSE),
            JobState.empty());
    List<ListedObject> objects = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      objects.add(object(("%0200d/".formatted(i)).repeat(4) + "x", 1));
    }
    wordy.add(new ListingPage(objects, List.of(), null));
    List<Batch> batches = wordy.take().batches();
    assertTrue(batches.size() > 4);
    for (Batch batch : batches) {
      int text = batch.items().stream().mapToInt(Item::textBytes).sum();
      assertTrue(text <= Batch.MOST_TEXT_BYTES);
    }
  }

  @Test
  public void whatIsFilteredOrRefusedIsCountedAndTheRestGoesOn() {
    JobOptions o = JobOptions.defaults();
    KeyFilter small = new KeyFilter(List.of(), 0, 100, null, null);
    JobOptions options = o.toBuilder().filter(small).build();
    Planner picky =
        new Planner(
            options,
            "in/",
            TreePlaces.of("in/", ListingOrder.SORTED, NamePolicy.REFUSE),
            JobState.empty());
    picky.add(
        new ListingPage(
            List.of(object("in/a", 101), object("in/b//c", 1), object("in/d", 1)),
            List.of(),
            null));
    Planner.Plan plan = picky.take();
    assertEquals(3, plan.counts().listed());
    assertEquals(1, plan.counts().excluded());
    assertEquals(1, plan.counts().failed());
    assertEquals("in/b//c", plan.refused().get(0).key());
    assertEquals("d", plan.batches().get(0).items().get(0).path());
  }

  private static ListingPage page(int count, long sizeBytes, ListingPosition next) {
    List<ListedObject> objects = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      objects.add(object("in/k%05d".formatted(i), sizeBytes));
    }
    return new ListingPage(objects, List.of(), next);
  }

  private static ListedObject object(String key, long sizeBytes) {
    String inside = key.startsWith("in/") || key.contains("/") ? key : "in/" + key;
    return new ListedObject(
        new BucketLocator("oss", "bucket", inside, ""), inside, sizeBytes, "\"e\"", null, "");
  }
}
