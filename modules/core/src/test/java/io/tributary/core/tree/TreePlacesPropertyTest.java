package io.tributary.core.tree;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import io.tributary.core.path.KeyPath;
import io.tributary.core.tree.TreePlaces.Place;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Many small buckets of awkward keys; the seed is in every message. */
public final class TreePlacesPropertyTest extends JUnitSuite {
  private static final Path ROOT = Path.of("/srv/root");
  private static final String[] PIECES = {
    "a", "a", "b", "/", "/", "/", ".", "..", "%", "%2F", "-", "\\", "\n", "C:", "🌊", "\uffee"
  };

  @Test
  public void noTwoObjectsMeetAndNoneLeavesTheDirectory() {
    for (int seed = 0; seed < 10_000; seed++) {
      for (NamePolicy names : NamePolicy.values()) {
        for (ListingOrder order : List.of(ListingOrder.SORTED, ListingOrder.ANY)) {
          check("seed " + seed + " " + names + " " + order, seed, names, order);
        }
      }
    }
  }

  private static void check(String text, int seed, NamePolicy names, ListingOrder order) {
    List<String> keys = keys(new Random(seed));
    if (order == ListingOrder.ANY) {
      Collections.shuffle(keys, new Random(seed));
    }
    TreePlaces places = TreePlaces.of("", order, names);
    Map<String, String> files = new HashMap<>();
    Set<String> directories = new HashSet<>();
    for (String key : keys) {
      Place place = places.place(key, size(key, seed));
      if (place instanceof Place.File file) {
        below(text, file.path());
        assertNull(text, files.put(file.path().toString(), key));
        above(file.path(), directories);
      } else if (place instanceof Place.Directory directory) {
        below(text, directory.path());
        directories.add(directory.path().toString());
        above(directory.path(), directories);
      } else if (place instanceof Place.Refused refused) {
        assertEquals(text + ": " + refused.reason(), NamePolicy.REFUSE, names);
      }
    }
    assertTrue(text, Collections.disjoint(files.keySet(), directories));
  }

  private static void below(String text, KeyPath path) {
    Path file = path.under(ROOT);
    assertTrue(text, file.normalize().equals(file) && file.startsWith(ROOT) && !file.equals(ROOT));
  }

  private static void above(KeyPath path, Set<String> directories) {
    for (int end = 1; end < path.components().size(); end++) {
      directories.add(String.join("/", path.components().subList(0, end)));
    }
  }

  /** A listing that is gone on with at any key, from its state as plain data. */
  @Test
  public void whoGoesOnInTheMiddleDecidesTheSame() {
    for (int seed = 0; seed < 3_000; seed++) {
      for (NamePolicy names : NamePolicy.values()) {
        List<String> keys = keys(new Random(seed));
        TreePlaces whole = TreePlaces.of("", ListingOrder.SORTED, names);
        TreePlaces resumed = TreePlaces.of("", ListingOrder.SORTED, names);
        for (String key : keys) {
          TreeState state = resumed.state();
          resumed =
              TreePlaces.resumed(
                  "",
                  ListingOrder.SORTED,
                  names,
                  new TreeState(state.lastKey(), List.copyOf(state.fileLengths())));
          assertEquals(
              "seed " + seed + ", '" + key + "'",
              whole.place(key, size(key, seed)),
              resumed.place(key, size(key, seed)));
        }
      }
    }
  }

  private static long size(String key, int seed) {
    return key.endsWith("/") && seed % 3 > 0 ? 0 : 1;
  }

  private static List<String> keys(Random random) {
    TreeSet<String> keys = new TreeSet<>(Utf8Order::compare);
    for (int i = 2 + random.nextInt(12); i > 0; i--) {
      StringBuilder key = new StringBuilder();
      for (int length = 1 + random.nextInt(6); length > 0; length--) {
        key.append(PIECES[random.nextInt(PIECES.length)]);
      }
      keys.add(key.toString());
    }
    return new ArrayList<>(keys);
  }
}
