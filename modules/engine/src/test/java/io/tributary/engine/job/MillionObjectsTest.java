package io.tributary.engine.job;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.locator.BucketLocator;
import io.tributary.core.tree.ListingOrder;
import io.tributary.core.tree.NamePolicy;
import io.tributary.core.tree.TreePlaces;
import io.tributary.engine.api.JobCounts;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.source.SourceReference;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.listing.ListedObject;
import io.tributary.storage.listing.ListingPage;
import io.tributary.storage.listing.ListingPosition;
import java.util.ArrayList;
import java.util.List;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What a million objects leave in memory and in the journal stays small (I6, I8). */
public final class MillionObjectsTest extends JUnitSuite {
  private static final int OBJECTS = 1_000_000;
  private static final int PAGE = 1000;
  private static final int MOST_EVENTS = 2500;
  private static final int MOST_EVENT_BYTES = 400 << 10;

  /** Of a job with nothing under way. */
  private static final int MOST_SNAPSHOT_BYTES = 4 << 10;

  private static ActorTestKit kit;
  private static Serialization serialization;

  private final JobSpec spec =
      new JobSpec(
          new SourceReference(
              "oss://bucket/in/", "oss://bucket/in/", SourceOptions.defaults(), "access"),
          false,
          "/data",
          "",
          JobOptions.defaults());
  private JobState state =
      JobState.empty().apply(new JobEvent.Requested(spec, "seed", "marker", "", true));
  private int events;

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

  private void record(JobEvent event) {
    events++;
    state = state.apply(event);
  }

  @Test
  public void theJournalIsBoundedByBatchesAndTheStateByWhatIsUnderWay() {
    int largestEvent = 0;
    for (int first = 0; first < OBJECTS; first += PAGE) {
      // Anew for each plan, as from what a crash leaves.
      TreePlaces places =
          TreePlaces.resumed(
              "in/", ListingOrder.SORTED, NamePolicy.REFUSE, state.listed().places());
      Planner planner = new Planner(spec.options(), "in/", places, state);
      planner.add(page(first));
      assertTrue(planner.due());
      Planner.Plan plan = planner.take();
      JobEvent planned =
          new JobEvent.Planned(plan.batches(), plan.listed(), plan.counts(), List.of(), 0, true);
      if (first % (100 * PAGE) == 0) {
        largestEvent = Math.max(largestEvent, storedBytes(planned));
      }
      record(planned);
      for (Batch batch : plan.batches()) {
        int size = batch.items().size();
        JobCounts done = new JobCounts(0, 0, size, 0, 0, size, 0);
        record(new JobEvent.BatchDone(batch.id(), done, size, List.of(), 0));
      }
    }
    assertTrue(state.allDone());
    assertEquals(OBJECTS, state.counts().listed());
    assertEquals(OBJECTS, state.counts().fetched());
    assertTrue("events: " + events, events <= MOST_EVENTS);
    assertTrue("bytes of an event: " + largestEvent, largestEvent <= MOST_EVENT_BYTES);
    int snapshot = storedBytes(state);
    assertTrue("bytes of a snapshot: " + snapshot, snapshot <= MOST_SNAPSHOT_BYTES);
  }

  private static ListingPage page(int first) {
    List<ListedObject> objects = new ArrayList<>();
    for (int i = first; i < first + PAGE; i++) {
      String key = "in/d%03d/object-%07d".formatted(i / 5000, i);
      objects.add(
          new ListedObject(
              new BucketLocator("oss", "bucket", key, ""), key, 1, "\"etag\"", null, ""));
    }
    boolean last = first + PAGE == OBJECTS;
    return new ListingPage(
        objects, List.of(), last ? null : new ListingPosition("token", "key", 0));
  }
}
