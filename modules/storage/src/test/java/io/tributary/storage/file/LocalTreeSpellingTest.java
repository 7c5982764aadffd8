package io.tributary.storage.file;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.path.KeyPath;
import io.tributary.storage.tree.FileTree.GrowingFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** Faults 50 and 51: names that are two in the bucket and one on the disk. */
public final class LocalTreeSpellingTest extends JUnitSuite {

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path root;

  @Before
  public void resolveRoot() throws IOException {
    root = folder.getRoot().toPath().toRealPath();
  }

  private static String withoutCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private static String withoutForm(String name) {
    return Normalizer.normalize(name, Normalizer.Form.NFD);
  }

  private LocalTree tree(UnaryOperator<String> fold) {
    return LocalTree.of(root, new FoldingDisk(root, fold));
  }

  private static void put(LocalTree tree, String path) {
    try (GrowingFile file = tree.create(KeyPath.of(path), LocalTree.newSuffix())) {
      file.append(ByteBuffer.wrap(path.getBytes(StandardCharsets.UTF_8)));
      file.publish(null, false);
    }
  }

  private static void refused(Runnable action) {
    TributaryException failure = Assert.assertThrows(TributaryException.class, action::run);
    assertEquals(failure.getMessage(), FailureKind.LOCAL_DISK, failure.kind());
    assertTrue(
        failure.getMessage(), failure.getMessage().contains("this file system takes for the same"));
  }

  /** Every file holds the path it was written for: none was overwritten by another. */
  private List<String> texts() throws IOException {
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile).map(LocalTreeSpellingTest::text).sorted().toList();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  public void anotherCaseIsRefusedAndTheSameIsReplaced() throws IOException {
    LocalTree tree = tree(LocalTreeSpellingTest::withoutCase);
    put(tree, "Readme");
    refused(() -> put(tree, "README"));
    refused(() -> tree.existing(KeyPath.of("readme")));
    assertEquals(6, tree.existing(KeyPath.of("Readme")).orElseThrow().sizeBytes());
    put(tree, "Readme");
    put(tree, "other");
    assertEquals(List.of("Readme", "other"), texts());
  }

  @Test
  public void anotherFormOfUnicodeIsRefused() throws IOException {
    LocalTree tree = tree(LocalTreeSpellingTest::withoutForm);
    put(tree, "caf\u00e9");
    refused(() -> put(tree, "cafe\u0301"));
    put(tree, "CAF\u00c9");
    put(tree, "caf\u00e9");
    assertEquals(List.of("CAF\u00c9", "caf\u00e9"), texts());
  }

  @Test
  public void aFoldThatNoCaseTellsIsRefused() throws IOException {
    LocalTree tree = tree(Spelling::folded);
    put(tree, "stra\u00dfe");
    refused(() -> put(tree, "strasse"));
    refused(() -> put(tree, "STRASSE"));
    assertEquals(List.of("stra\u00dfe"), texts());
  }

  @Test
  public void directoriesOfAnotherSpellingAreRefused() throws IOException {
    LocalTree tree = tree(LocalTreeSpellingTest::withoutCase);
    put(tree, "Dir/a");
    refused(() -> put(tree, "dir/b"));
    refused(() -> tree.makeDirectory(KeyPath.of("DIR")));
    put(tree, "Dir/b");
    assertEquals(List.of("Dir/a", "Dir/b"), texts());
  }

  @Test
  public void onAFileSystemThatTellsThemApartBothAreThere() throws IOException {
    LocalTree tree = LocalTree.of(root);
    for (String path : new String[] {"A", "a", "D/x", "d/x", "caf\u00e9", "cafe\u0301"}) {
      put(tree, path);
    }
    assertEquals(6, texts().size());
  }

  @Test
  public void ofManyAtOnceOneSpellingWins() throws IOException {
    LocalTree tree = tree(LocalTreeSpellingTest::withoutCase);
    AtomicInteger refused = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    for (int round = 0; round < 30; round++) {
      String word = "name" + round;
      List<CompletableFuture<Void>> all =
          IntStream.range(0, 4)
              .mapToObj(i -> word.substring(0, i).toUpperCase(Locale.ROOT) + word.substring(i))
              .map(name -> CompletableFuture.runAsync(() -> attempt(tree, name, refused), threads))
              .toList();
      all.forEach(CompletableFuture::join);
    }
    threads.shutdown();
    assertEquals(30, texts().size());
    assertEquals(90, refused.get());
  }

  private static void attempt(LocalTree tree, String name, AtomicInteger refused) {
    try {
      put(tree, name);
    } catch (TributaryException e) {
      refused.incrementAndGet();
    }
  }
}
