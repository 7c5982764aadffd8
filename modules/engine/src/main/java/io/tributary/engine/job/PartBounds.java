package io.tributary.engine.job;

import io.tributary.core.tree.Utf8Order;
import io.tributary.storage.listing.ListedObject;
import io.tributary.storage.listing.ListingPage;
import io.tributary.storage.listing.ListingPosition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Names of directories behind a key, in order, so far apart that some pages of objects lie between
 * them. They are looked for in the first level that has more than one directory. Thread-safe.
 */
final class PartBounds {
  /** A part reads one page too many, since it does not know its end. */
  private static final int PAGES_PER_PART = 4;

  private static final int MOST_LEVELS = 8;

  private final ListedPages pages;
  private final String after;
  private final List<ListedObject> sample;
  private final Deque<String> found = new ArrayDeque<>();
  private String level;
  private ListingPosition position;

  /** Directories from one bound to the next. */
  private int stride;

  private boolean complete;

  /** The greatest of {@link #found}, whether it was given away or not. */
  private String last;

  private boolean disordered;
  private CompletableFuture<Void> looking = CompletableFuture.completedFuture(null);

  /**
   * @param page of all objects: bounds come behind it
   */
  PartBounds(ListedPages pages, List<ListedObject> page) {
    this.pages = pages;
    this.sample = page;
    this.after = page.get(page.size() - 1).key();
    this.last = after;
    this.level = pages.prefix();
    this.position = ListingPosition.START;
  }

  /** Whether {@link #next} can tell. */
  synchronized boolean known() {
    return complete || (stride > 0 && found.size() >= stride);
  }

  /** Null when there are no more. */
  synchronized String next() {
    String bound = null;
    for (int skipped = 0; skipped < stride && !found.isEmpty(); skipped++) {
      bound = found.poll();
    }
    return found.isEmpty() && complete ? null : bound;
  }

  /** Completes when {@link #known}. */
  CompletionStage<Void> look() {
    CompletableFuture<Void> result;
    synchronized (this) {
      if (!looking.isDone() || known()) {
        return looking;
      }
      looking = new CompletableFuture<>();
      result = looking;
    }
    lookNow(0);
    return result;
  }

  /** Never under the lock: what is complete at once calls others, who have locks of their own. */
  private void lookNow(int levels) {
    var unused =
        request()
            .handle(
                (page, failure) -> {
                  came(page, levels);
                  return null;
                });
  }

  private CompletionStage<ListingPage> request() {
    String prefix;
    ListingPosition from;
    synchronized (this) {
      prefix = level;
      from = position;
    }
    try {
      return pages.level(prefix, from);
    } catch (RuntimeException refused) {
      return CompletableFuture.failedStage(refused);
    }
  }

  /** What cannot be listed this way is listed one page after the other. */
  private void came(ListingPage pageOrNull, int levels) {
    CompletableFuture<Void> done;
    int next = levels;
    synchronized (this) {
      if (pageOrNull == null || pageOrNull.prefixes().isEmpty()) {
        complete = true;
      } else if (onlyOne(pageOrNull) && levels < MOST_LEVELS) {
        level = pageOrNull.prefixes().get(0);
        next++;
      } else {
        add(pageOrNull);
      }
      done = known() ? looking : null;
    }
    if (done == null) {
      lookNow(next);
    } else {
      done.complete(null);
    }
  }

  private boolean onlyOne(ListingPage page) {
    return stride == 0 && page.prefixes().size() == 1 && page.next().isEmpty();
  }

  private void add(ListingPage page) {
    List<String> directories = page.prefixes();
    boolean first = stride == 0;
    if (first) {
      stride = PAGES_PER_PART * directoriesInSample();
    }
    complete = page.next().isEmpty();
    for (String directory : directories) {
      if (isBehind(directory)) {
        found(directory);
      }
    }
    // The level was looked for from its beginning; what goes on may begin far behind it.
    position =
        first && !isBehind(directories.get(directories.size() - 1))
            ? new ListingPosition("", after, 0)
            : page.next().orElse(position);
  }

  /** Where names do not ascend they bound nothing: all behind those before is one part. */
  private void found(String directory) {
    if (disordered || Utf8Order.compare(directory, last) <= 0) {
      disordered = true;
      complete = true;
      return;
    }
    last = directory;
    found.add(directory);
  }

  private boolean isBehind(String directory) {
    return Utf8Order.compare(directory, after) > 0;
  }

  private int directoriesInSample() {
    long directories =
        sample.stream()
            .map(ListedObject::key)
            .filter(key -> key.startsWith(level))
            .map(key -> key.substring(level.length()))
            .map(rest -> rest.substring(0, Math.max(0, rest.indexOf('/'))))
            .distinct()
            .count();
    return Math.toIntExact(Math.max(1, directories));
  }
}
