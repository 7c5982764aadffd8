package io.tributary.engine.job;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.tree.Utf8Order;
import io.tributary.storage.listing.ListedObject;
import io.tributary.storage.listing.ListingPage;
import io.tributary.storage.listing.ListingPosition;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A sorted listing of which several parts are listed at a time, and which is still one sequence of
 * pages: a part is all that lies behind one key up to, and including, another. The keys that bound
 * parts are names of directories; they may be any, and decide about nothing but speed. A position
 * is the last key of a page, whatever parts there were. Thread-safe.
 */
final class ListingParts {
  /** So many pages may be on their way. */
  static final int MOST_PARTS = 8;

  /** In memory, of each part: all of a usual one, so that it need not wait for its turn. */
  static final int PAGES_AHEAD = 5;

  private final ListedPages pages;
  private final Deque<Part> parts = new ArrayDeque<>();
  private ListingPosition expected;
  private PartBounds bounds;

  /** Where the next part begins. */
  private String from;

  /** The last of the parts has begun: it has no end. */
  private boolean lastBegun;

  private boolean closed;

  ListingParts(ListedPages pages) {
    this.pages = pages;
  }

  /** The page behind a position; fails as the listing does. */
  synchronized CompletionStage<ListingPage> page(ListingPosition position) {
    return position.equals(expected) ? next() : begin(position);
  }

  /** One page is often all; only then is it worth a look at the directories. */
  private CompletionStage<ListingPage> begin(ListingPosition position) {
    parts.clear();
    expected = null;
    return pages.all(position).thenApply(first -> begun(first));
  }

  private synchronized ListingPage begun(ListingPage first) {
    if (first.next().isEmpty() || first.objects().isEmpty()) {
      return first;
    }
    from = lastKey(first.objects());
    lastBegun = false;
    bounds = new PartBounds(pages, first.objects());
    expected = after(from);
    fill();
    return new ListingPage(first.objects(), List.of(), expected);
  }

  private static String lastKey(List<ListedObject> objects) {
    return objects.get(objects.size() - 1).key();
  }

  private static ListingPosition after(String key) {
    return new ListingPosition("", key, 0);
  }

  private void fill() {
    while (!closed && !lastBegun && parts.size() < MOST_PARTS && bounds.known()) {
      String to = bounds.next();
      Part part = new Part(from, to);
      parts.add(part);
      part.pump();
      lastBegun = to == null;
      from = to;
    }
  }

  private CompletionStage<ListingPage> next() {
    if (closed) {
      return CompletableFuture.failedStage(new IllegalStateException("the listing is closed"));
    }
    if (parts.isEmpty()) {
      return bounds.look().thenCompose(done -> filledNext());
    }
    // Whatever it finds, the page is there soon: the others go on meanwhile.
    var unused = bounds.look().thenAccept(done -> filled());
    Part first = parts.peek();
    return first.take().thenCompose(objects -> given(first, objects));
  }

  private synchronized void filled() {
    fill();
  }

  private synchronized CompletionStage<ListingPage> filledNext() {
    fill();
    return next();
  }

  private synchronized CompletionStage<ListingPage> given(Part part, List<ListedObject> objects) {
    boolean over = part.over();
    if (over) {
      parts.poll();
      fill();
    }
    boolean last = over && part.to == null;
    if (objects.isEmpty() && !last) {
      return next();
    }
    expected = last ? null : after(lastKey(objects));
    return CompletableFuture.completedStage(new ListingPage(objects, List.of(), expected));
  }

  /** Nothing more is listed ahead. */
  synchronized void close() {
    closed = true;
    parts.clear();
  }

  /** All behind one key up to another; its pages come one after the other. */
  private final class Part {
    final String to;
    private final Deque<List<ListedObject>> ready = new ArrayDeque<>();
    private ListingPosition position;
    private String last;
    private boolean busy;
    private boolean ended;
    private Throwable failure;
    private CompletableFuture<Void> changed = new CompletableFuture<>();

    /**
     * @param to null for all that follows
     */
    Part(String from, String to) {
      this.position = after(from);
      this.last = from;
      this.to = to;
    }

    void pump() {
      if (!busy && !ended && failure == null && !closed && ready.size() < PAGES_AHEAD) {
        busy = true;
        var unused = request().handle(this::came);
      }
    }

    private CompletionStage<ListingPage> request() {
      try {
        return pages.all(position);
      } catch (RuntimeException refused) {
        return CompletableFuture.failedStage(refused);
      }
    }

    private Void came(ListingPage page, Throwable thrown) {
      CompletableFuture<Void> waiting;
      synchronized (ListingParts.this) {
        busy = false;
        failure = thrown;
        if (page != null && ascends(page)) {
          add(page);
        } else if (page != null) {
          failure = disorder();
        }
        pump();
        waiting = changed;
        changed = new CompletableFuture<>();
      }
      waiting.complete(null);
      return null;
    }

    /** Also beyond the end of the part, which is found by the order. */
    private boolean ascends(ListingPage page) {
      for (ListedObject object : page.objects()) {
        if (Utf8Order.compare(object.key(), last) <= 0) {
          return false;
        }
        last = object.key();
      }
      return true;
    }

    private TributaryException disorder() {
      return new Failure(
              FailureKind.PROTOCOL,
              "list",
              pages.prefix(),
              "a key is not behind the one before it, '" + last + "'",
              "the service does not list keys in order, as it should")
          .asException();
    }

    private void add(ListingPage page) {
      List<ListedObject> objects = new ArrayList<>();
      for (ListedObject object : page.objects()) {
        boolean beyond = to != null && Utf8Order.compare(object.key(), to) > 0;
        ended |= beyond;
        if (!beyond) {
          objects.add(object);
        }
      }
      ended |= page.next().isEmpty();
      position = page.next().orElse(position);
      ready.add(objects);
    }

    boolean over() {
      return ended && ready.isEmpty();
    }

    /** The next page, which may be empty. */
    CompletionStage<List<ListedObject>> take() {
      List<ListedObject> objects = ready.poll();
      if (objects != null) {
        pump();
        return CompletableFuture.completedStage(objects);
      }
      if (failure != null) {
        return CompletableFuture.failedStage(failure);
      }
      return changed.thenCompose(done -> takeLater());
    }

    private CompletionStage<List<ListedObject>> takeLater() {
      synchronized (ListingParts.this) {
        return take();
      }
    }
  }
}
