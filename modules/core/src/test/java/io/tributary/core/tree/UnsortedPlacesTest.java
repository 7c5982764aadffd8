package io.tributary.core.tree;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class UnsortedPlacesTest extends JUnitSuite {

  private static List<String> all(NamePolicy names, String... keys) {
    TreePlaces places = TreePlaces.of("", ListingOrder.ANY, names);
    List<String> paths = new ArrayList<>();
    for (String key : keys) {
      paths.add(AwkwardKeysTest.path(places.place(key, key.endsWith("/") ? 0 : 1)));
    }
    return paths;
  }

  @Test
  public void thePathOfAnObjectBeforeIsTaken() {
    for (NamePolicy names : NamePolicy.values()) {
      assertEquals(
          List.of("b", "a/b", "refused: 'a/b' is taken by an object before it", "a/c", "d/", "d/"),
          all(names, "b", "a/b", "a/b", "a/c", "d/", "d/"));
    }
  }

  /** Fault 49, in both orders. */
  @Test
  public void aFileAndADirectoryOfOneNameMeetInEitherOrder() {
    assertEquals(
        List.of("a", "refused: it needs a directory where 'a' is a file", "b"),
        all(NamePolicy.REFUSE, "a", "a/b", "b"));
    assertEquals(
        List.of("a/b/c", "refused: objects before it need a directory 'a/b'", "a/d"),
        all(NamePolicy.REFUSE, "a/b/c", "a/b", "a/d"));
    assertEquals(
        List.of("a/", "refused: objects before it need a directory 'a'"),
        all(NamePolicy.REFUSE, "a/", "a"));
    assertEquals(
        List.of("a", "a%2F/b", "a%2F/", "a%2F/c"), all(NamePolicy.ENCODE, "a", "a/b", "a/", "a/c"));
    assertEquals(
        List.of("a/b", "a%2F", "a/c", "refused: 'a%2F' is taken by an object before it"),
        all(NamePolicy.ENCODE, "a/b", "a", "a/c", "a"));
  }

  @Test
  public void aListThatIsTooLongIsAFailureAndNotAGuess() {
    UnsortedPlaces places = new UnsortedPlaces(new KeyNames("", NamePolicy.REFUSE), 10);
    for (int i = 0; i < 10; i++) {
      places.place("k" + i, 1);
    }
    TributaryException failure =
        Assert.assertThrows(TributaryException.class, () -> places.place("more", 1));
    assertEquals(FailureKind.USAGE, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("split the manifest"));
  }

  @Test
  public void hashesAreRememberedWhateverTheyAre() {
    LongSet set = new LongSet();
    Set<Long> model = new HashSet<>();
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      long value = random.nextBoolean() ? random.nextInt(5000) : random.nextLong();
      assertEquals(model.contains(value), set.contains(value));
      set.add(value);
      model.add(value);
      assertEquals(model.size(), set.size());
    }
    model.forEach(value -> assertTrue(set.contains(value)));
  }
}
