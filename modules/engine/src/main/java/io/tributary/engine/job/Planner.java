package io.tributary.engine.job;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.tree.TreePlaces;
import io.tributary.engine.api.JobCounts;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.receipt.ReceiptLine;
import io.tributary.storage.listing.ListedObject;
import io.tributary.storage.listing.ListingPage;
import java.util.ArrayList;
import java.util.List;

/** Makes batches of what a listing shows. Pure; for one thread. */
final class Planner {
  /** Pages with little in them are planned together. */
  private static final int MOST_PAGES = 100;

  /** What came of some pages. */
  record Plan(List<Batch> batches, Listed listed, JobCounts counts, List<ReceiptLine> refused) {}

  private final JobOptions options;
  private final String prefix;
  private final TreePlaces places;
  private final List<Batch> batches = new ArrayList<>();
  private final List<ReceiptLine> refused = new ArrayList<>();
  private List<Item> small = new ArrayList<>();
  private long smallBytes;
  private int smallText;
  private long lastBatch;
  private long listed;
  private long excluded;
  private int pages;
  private String position;
  private boolean complete;

  /** Objects of the receipt that had failed, and are tried again. */
  private long again;

  /**
   * @param prefix of all keys, which is no part of their paths up to its last slash
   */
  Planner(JobOptions options, String prefix, TreePlaces places, JobState state) {
    this.options = options;
    this.prefix = prefix.substring(0, prefix.lastIndexOf('/') + 1);
    this.places = places;
    this.lastBatch = state.batches();
    this.position = state.listed().position();
  }

  /** Where the next page begins. */
  String position() {
    return position;
  }

  void add(ListingPage page) {
    page.objects().forEach(this::add);
    pages++;
    complete = page.next().isEmpty();
    position = page.next().map(next -> next.text()).orElse("");
  }

  /** Those that were archived when they came before: where they go is known, and free. */
  void addAgain(ArchivedObjects some) {
    some.items().forEach(this::plan);
    again += some.items().size();
    pages++;
    complete = some.next().over();
    position = some.next().text();
  }

  private void add(ListedObject object) {
    String key = object.placedBy();
    String relative = key.startsWith(prefix) ? key.substring(prefix.length()) : key;
    listed++;
    if (!options.filter().wants(relative, object.sizeBytes(), object.lastModifiedOrNull())) {
      excluded++;
      return;
    }
    TreePlaces.Place place = places.place(key, object.sizeBytes());
    if (place instanceof TreePlaces.Place.File file) {
      plan(item(object, file.path().toString(), false));
    } else if (place instanceof TreePlaces.Place.Directory directory) {
      plan(item(object, directory.path().toString(), true));
    } else if (place instanceof TreePlaces.Place.Refused no) {
      Item nowhere = item(object, "", false);
      refused.add(Lines.failed(nowhere, 0, refusal(object, no.reason())));
    }
  }

  private Item item(ListedObject object, String path, boolean directory) {
    boolean large = object.sizeBytes() >= options.largeBytes();
    return new Item(
        ReceiptLine.source(object.locator()),
        object.key(),
        path,
        directory,
        object.sizeBytes(),
        object.etag(),
        object.lastModifiedOrNull(),
        object.checksums(),
        large ? object.ranges() : List.of());
  }

  private static Failure refusal(ListedObject object, String reason) {
    return new Failure(
        FailureKind.USAGE,
        "make a path of the key",
        "'" + object.key() + "'",
        reason,
        "use --names encode, or fetch it alone with a name of your own");
  }

  private void plan(Item item) {
    if (item.sizeBytes() >= options.largeBytes()) {
      batches.add(new Batch(++lastBatch, true, List.of(item)));
      return;
    }
    long bytes = Math.max(0, item.sizeBytes());
    boolean full =
        small.size() >= Batch.MOST_ITEMS
            || smallBytes + bytes > Batch.MOST_BYTES
            || smallText + item.textBytes() > Batch.MOST_TEXT_BYTES;
    if (full) {
      closeBatch();
    }
    small.add(item);
    smallBytes += bytes;
    smallText += item.textBytes();
  }

  private void closeBatch() {
    if (!small.isEmpty()) {
      batches.add(new Batch(++lastBatch, false, small));
      small = new ArrayList<>();
      smallBytes = 0;
      smallText = 0;
    }
  }

  /** Whether there is enough for an event, or nothing more to wait for. */
  boolean due() {
    return complete
        || small.size() >= Batch.MOST_ITEMS
        || !batches.isEmpty()
        || pages >= MOST_PAGES;
  }

  Plan take() {
    closeBatch();
    return new Plan(
        List.copyOf(batches),
        new Listed(position, places.state(), complete),
        new JobCounts(listed, excluded, 0, 0, refused.size() - again, 0, 0, 0, -again),
        List.copyOf(refused));
  }
}
