package io.tributary.core.tree;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.util.ArrayList;
import java.util.List;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class SortedPlacesTest extends JUnitSuite {

  private static TreePlaces places(NamePolicy names) {
    return TreePlaces.of("", ListingOrder.SORTED, names);
  }

  private static List<String> all(TreePlaces places, String... keys) {
    List<String> paths = new ArrayList<>();
    for (String key : keys) {
      paths.add(AwkwardKeysTest.path(places.place(key, key.endsWith("/") ? 0 : 1)));
    }
    return paths;
  }

  /** Fault 49: what is between them in the order makes no difference. */
  @Test
  public void aDirectoryBesideAFileOfItsNameIsRefusedOrHasAnotherName() {
    String[] keys = {"a", "a b", "a-", "a-/x", "a/b", "a/b/c", "a/d", "a0", "b/"};
    String aFile = "refused: it needs a directory where 'a' is a file";
    assertEquals(
        List.of(
            "a",
            "a b",
            "a-",
            "refused: it needs a directory where 'a-' is a file",
            aFile,
            aFile,
            aFile,
            "a0",
            "b/"),
        all(places(NamePolicy.REFUSE), keys));
    assertEquals(
        List.of("a", "a b", "a-", "a-%2F/x", "a%2F/b", "a%2F/b%2F/c", "a%2F/d", "a0", "b/"),
        all(places(NamePolicy.ENCODE), keys));
  }

  @Test
  public void aMarkerBesideAFileOfItsNameIsTheSameDirectory() {
    assertEquals(List.of("a", "a%2F/", "a%2F/b"), all(places(NamePolicy.ENCODE), "a", "a/", "a/b"));
    assertTrue(all(places(NamePolicy.REFUSE), "a", "a/").get(1).startsWith("refused: "));
  }

  @Test
  public void aMarkerWithoutAFileOfItsNameIsNoFile() {
    assertEquals(List.of("a/", "a/b"), all(places(NamePolicy.REFUSE), "a/", "a/b"));
    assertEquals(List.of("a/", "a/%2F/b"), all(places(NamePolicy.ENCODE), "a/", "a//b"));
  }

  @Test
  public void aMarkerWithBytesAndWhatIsBelowIt() {
    TreePlaces places = places(NamePolicy.ENCODE);
    assertEquals("a/%2F", AwkwardKeysTest.path(places.place("a/", 5)));
    assertEquals("a/%2F%2F/b", AwkwardKeysTest.path(places.place("a//b", 5)));
    assertEquals("a/c", AwkwardKeysTest.path(places.place("a/c", 5)));
  }

  @Test
  public void thePrefixGoesUpToItsLastSlash() {
    TreePlaces places = TreePlaces.of("logs/20", ListingOrder.SORTED, NamePolicy.REFUSE);
    assertEquals(List.of("20", "2024/x"), all(places, "logs/20", "logs/2024/x"));
    TributaryException failure =
        Assert.assertThrows(TributaryException.class, () -> places.place("other/x", 1));
    assertEquals(FailureKind.PROTOCOL, failure.kind());
  }

  @Test
  public void aListingOutOfOrderIsAFailure() {
    for (String[] keys : new String[][] {{"b", "a"}, {"a", "a"}, {"a/b", "a"}, {"🌊", "\uffee"}}) {
      TreePlaces places = places(NamePolicy.ENCODE);
      places.place(keys[0], 1);
      TributaryException failure =
          Assert.assertThrows(TributaryException.class, () -> places.place(keys[1], 1));
      assertEquals(FailureKind.PROTOCOL, failure.kind());
      assertTrue(failure.getMessage(), failure.getMessage().contains("'" + keys[0] + "'"));
    }
  }

  @Test
  public void theStateIsNoLongerThanAKey() {
    TreePlaces places = places(NamePolicy.ENCODE);
    for (int i = 0; i < 100_000; i++) {
      places.place(String.format("%06d", i), 1);
    }
    assertEquals(new TreeState("099999", List.of(6)), places.state());
  }
}
