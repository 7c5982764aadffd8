package io.tributary.storage.tree;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.path.KeyPath;
import io.tributary.core.tree.ListingOrder;
import io.tributary.core.tree.NamePolicy;
import io.tributary.core.tree.TreePlaces;
import io.tributary.core.tree.TreePlaces.Place;
import io.tributary.core.tree.Utf8Order;
import io.tributary.storage.file.LocalTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** A bucket of awkward keys on a real disk: each object ends as a file of its own. */
public final class KeysOnDiskTest extends JUnitSuite {
  private static final List<String> KEYS =
      List.of(
          "a",
          "a b",
          "a-b/c",
          "a/",
          "a/b",
          "a/b/c",
          "a//b",
          "a//",
          "/a",
          "//",
          "b/",
          "b/c",
          "../x",
          "../../x",
          "..",
          ".",
          "C:",
          "c\\d",
          "e\nf",
          "g\u0085",
          "100%",
          "%2F",
          "a%2F",
          "a%2F/b",
          "h\u202ei",
          "caf\u00e9",
          "CON",
          "j.",
          "\ud83c\udf0a",
          "\uffee",
          "k\ud800",
          "n".repeat(256),
          "n".repeat(257),
          "n".repeat(255),
          "n".repeat(255) + "/x");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void encodedKeysAreAllThereWithTheirOwnBytes() throws IOException {
    List<String> sorted = new ArrayList<>(KEYS);
    sorted.sort(Utf8Order::compare);
    assertEquals(KEYS.size(), bring(sorted, ListingOrder.SORTED, NamePolicy.ENCODE));
  }

  @Test
  public void theSameInAnyOrder() throws IOException {
    for (int seed = 0; seed < 20; seed++) {
      List<String> shuffled = new ArrayList<>(KEYS);
      Collections.shuffle(shuffled, new Random(seed));
      assertEquals(
          "seed " + seed, KEYS.size(), bring(shuffled, ListingOrder.ANY, NamePolicy.ENCODE));
    }
  }

  @Test
  public void ofRefusedKeysThereIsNothing() throws IOException {
    List<String> sorted = new ArrayList<>(KEYS);
    sorted.sort(Utf8Order::compare);
    int brought = bring(sorted, ListingOrder.SORTED, NamePolicy.REFUSE);
    assertTrue("brought " + brought, brought > 10 && brought < KEYS.size() - 10);
  }

  /** Writes each key into its own file, and reads all of them back; answers how many there are. */
  private int bring(List<String> keys, ListingOrder order, NamePolicy names) throws IOException {
    Path root = Files.createTempDirectory(folder.getRoot().toPath(), "root").resolve("tree");
    LocalTree tree = LocalTree.of(root);
    TreePlaces places = TreePlaces.of("", order, names);
    List<KeyPath> files = new ArrayList<>();
    List<String> contents = new ArrayList<>();
    for (String key : keys) {
      if (places.place(key, 1) instanceof Place.File file) {
        write(tree, file.path(), key);
        files.add(file.path());
        contents.add(key);
      }
    }
    for (int i = 0; i < files.size(); i++) {
      byte[] expected = contents.get(i).getBytes(StandardCharsets.UTF_8);
      assertEquals(
          new String(expected, StandardCharsets.UTF_8), Files.readString(files.get(i).under(root)));
    }
    try (Stream<Path> all = Files.walk(root.getParent())) {
      assertEquals(files.size(), all.filter(Files::isRegularFile).count());
    }
    return files.size();
  }

  private static void write(FileTree tree, KeyPath path, String key) {
    try (FileTree.GrowingFile file = tree.create(path, LocalTree.newSuffix())) {
      file.append(ByteBuffer.wrap(key.getBytes(StandardCharsets.UTF_8)));
      file.publish(null, false);
    }
  }
}
