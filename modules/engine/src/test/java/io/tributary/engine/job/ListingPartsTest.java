package io.tributary.engine.job;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.locator.BucketLocator;
import io.tributary.core.tree.Utf8Order;
import io.tributary.storage.listing.ListedObject;
import io.tributary.storage.listing.ListingPage;
import io.tributary.storage.listing.ListingPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** However a listing is divided, and wherever it goes on: all keys, once, in order. */
public final class ListingPartsTest extends JUnitSuite {

  /** A store that takes its time for each page. */
  private static final class Store implements ListedPages {
    final NavigableSet<String> keys = new TreeSet<>(Utf8Order::compare);
    final AtomicInteger requests = new AtomicInteger();
    final AtomicInteger underWay = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();

    /** That began while no other was under way. */
    final AtomicInteger alone = new AtomicInteger();

    private final int pageSize;
    private final Duration delay;

    Store(int pageSize, Duration delay) {
      this.pageSize = pageSize;
      this.delay = delay;
    }

    @Override
    public String prefix() {
      return "in/";
    }

    @Override
    public CompletionStage<ListingPage> all(ListingPosition position) {
      List<ListedObject> objects = new ArrayList<>();
      String after = position.after();
      NavigableSet<String> rest = after.isEmpty() ? keys : keys.tailSet(after, false);
      for (String key : rest) {
        if (objects.size() == pageSize) {
          return later(objects, List.of(), objects.get(pageSize - 1).key());
        }
        objects.add(new ListedObject(new BucketLocator("oss", "b", key, ""), key, 1, "", null, ""));
      }
      return later(objects, List.of(), null);
    }

    @Override
    public CompletionStage<ListingPage> level(String prefix, ListingPosition position) {
      List<String> prefixes = new ArrayList<>();
      String at = position.after().isEmpty() ? prefix : position.after();
      String key = keys.ceiling(at);
      while (key != null && key.startsWith(prefix)) {
        int slash = key.indexOf('/', prefix.length());
        String name = slash < 0 ? key : key.substring(0, slash + 1);
        if (slash >= 0 && Utf8Order.compare(name, position.after()) > 0) {
          if (prefixes.size() == pageSize) {
            return later(List.of(), prefixes, prefixes.get(pageSize - 1));
          }
          prefixes.add(name);
        }
        key = slash < 0 ? keys.higher(key) : keys.higher(name + Character.toString(0x10FFFF));
      }
      return later(List.of(), prefixes, null);
    }

    private CompletionStage<ListingPage> later(
        List<ListedObject> objects, List<String> prefixes, String lastOrNull) {
      requests.incrementAndGet();
      int now = underWay.incrementAndGet();
      most.accumulateAndGet(now, Math::max);
      alone.addAndGet(now == 1 ? 1 : 0);
      ListingPosition next = lastOrNull == null ? null : new ListingPosition("t", lastOrNull, 0);
      return new CompletableFuture<ListingPage>()
          .completeOnTimeout(
              new ListingPage(objects, prefixes, next), delay.toMillis(), TimeUnit.MILLISECONDS)
          .thenApply(
              page -> {
                underWay.decrementAndGet();
                return page;
              });
    }
  }

  /**
   * Keys from a position on; where the listing is given up after {@code most} pages, up to then.
   */
  private static ListingPosition read(
      ListingParts parts, ListingPosition from, int most, List<String> into) throws Exception {
    ListingPosition position = from;
    for (int page = 0; page < most && position != null; page++) {
      ListingPage came = parts.page(position).toCompletableFuture().get(30, TimeUnit.SECONDS);
      came.objects().forEach(object -> into.add(object.key()));
      position = came.next().map(next -> ListingPosition.parse(next.text())).orElse(null);
    }
    return position;
  }

  private static void grow(Store store, String prefix, int depth, Random random) {
    int names = 1 + random.nextInt(depth == 0 ? 80 : 4);
    for (int name = 0; name < names; name++) {
      String path = prefix + "x.-/0é\ud83d\ude00".substring(0, 1 + random.nextInt(5)) + name;
      if (depth < 3 && random.nextInt(3) > 0) {
        grow(store, path + "/", depth + 1, random);
      } else {
        store.keys.add(path);
      }
      if (random.nextInt(8) == 0) {
        store.keys.add(path + "/");
      }
    }
  }

  @Test
  public void allKeysComeOnceInOrderWhateverTheTreeAndWhereverItGoesOn() throws Exception {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Store store = new Store(1 + random.nextInt(7), Duration.ZERO);
      grow(store, "in/", 0, random);
      List<String> read = new ArrayList<>();
      ListingPosition position = ListingPosition.START;
      while (position != null) {
        // As after a crash: nothing but the position is left.
        position = read(new ListingParts(store), position, 1 + random.nextInt(12), read);
      }
      assertEquals("seed " + seed, new ArrayList<>(store.keys), read);
    }
  }

  @Test
  public void severalPagesAreOnTheirWayAndFewForNothing() throws Exception {
    for (int perDirectory : new int[] {1000, 20}) {
      Store store = new Store(1000, Duration.ofMillis(100));
      for (int key = 0; key < 100_000; key++) {
        store.keys.add("in/only/d%05d/%04d".formatted(key / perDirectory, key % perDirectory));
      }
      List<String> read = new ArrayList<>();
      read(new ListingParts(store), ListingPosition.START, Integer.MAX_VALUE, read);
      System.out.println(
          "100,000 keys, %d in a directory: %s requests, up to %s at a time, %s of them alone"
              .formatted(perDirectory, store.requests, store.most, store.alone));
      assertEquals(100_000, read.size());
      assertTrue("requests " + store.requests, store.requests.get() < 140);
      assertTrue("at a time: " + store.most, store.most.get() >= 3);
      assertTrue("alone: " + store.alone, store.alone.get() < store.requests.get() / 2);
    }
  }

  @Test
  public void aFailureIsOne() throws Exception {
    Store store = new Store(10, Duration.ZERO);
    for (int key = 0; key < 2000; key++) {
      store.keys.add("in/d%02d/%03d".formatted(key / 50, key));
    }
    AtomicInteger pages = new AtomicInteger();
    ListedPages failing =
        new ListedPages() {
          @Override
          public String prefix() {
            return store.prefix();
          }

          @Override
          public CompletionStage<ListingPage> all(ListingPosition position) {
            return pages.incrementAndGet() > 30
                ? CompletableFuture.failedStage(new IllegalStateException("gone"))
                : store.all(position);
          }

          @Override
          public CompletionStage<ListingPage> level(String prefix, ListingPosition position) {
            return store.level(prefix, position);
          }
        };
    Exception thrown =
        org.junit.Assert.assertThrows(
            Exception.class,
            () ->
                read(
                    new ListingParts(failing),
                    ListingPosition.START,
                    Integer.MAX_VALUE,
                    new ArrayList<>()));
    assertTrue(thrown.toString(), thrown.toString().contains("gone"));
  }
}
