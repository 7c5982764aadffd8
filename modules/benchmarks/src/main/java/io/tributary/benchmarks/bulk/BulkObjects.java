package io.tributary.benchmarks.bulk;

import io.tributary.benchmarks.origin.TestObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The objects of a case as files. Only so many have bytes of their own as main memory has room for;
 * the others are further names of these.
 */
public final class BulkObjects {
  private static final int PER_DIRECTORY = 1000;
  private static final long MOST_DISTINCT_BYTES = 256L << 20;

  /** One object: where it is below the root, and what it has to be. */
  record Named(String path, TestObject content) {}

  private final List<Named> all;

  private BulkObjects(List<Named> all) {
    this.all = all;
  }

  public static BulkObjects create(Path root, BulkCase bulk) throws IOException {
    List<Named> all = new ArrayList<>();
    for (BulkCase.Group group : bulk.groups()) {
      add(all, root, group);
    }
    return new BulkObjects(all);
  }

  private static void add(List<Named> all, Path root, BulkCase.Group group) throws IOException {
    int distinct = (int) Math.max(2, MOST_DISTINCT_BYTES / group.sizeBytes());
    List<TestObject> contents = new ArrayList<>();
    for (int number = 0; number < group.count(); number++) {
      String path = path(group, number);
      Path file = root.resolve(path);
      Files.createDirectories(file.getParent());
      if (contents.size() < distinct) {
        contents.add(TestObject.create(file, group.sizeBytes(), number));
      } else {
        Files.createLink(file, contents.get(number % distinct).file());
      }
      all.add(new Named(path, contents.get(number % distinct)));
    }
  }

  private static String path(BulkCase.Group group, int number) {
    return String.format(
        Locale.ROOT, "%s/%03d/%06d", group.directory(), number / PER_DIRECTORY, number);
  }

  List<Named> all() {
    return all;
  }

  /** Paths below the root. */
  List<String> paths() {
    return all.stream().map(Named::path).toList();
  }

  /**
   * What is wrong with the files that a tool left.
   *
   * @param bytes whether to look at all of them, and not at their number alone
   */
  public Optional<String> wrong(Path root, boolean bytes) throws IOException {
    for (Named named : all) {
      Path file = root.resolve(named.path());
      if (!Files.exists(file)) {
        return Optional.of("left out " + named.path());
      }
      if (Files.size(file) != named.content().sizeBytes()) {
        return Optional.of("left " + named.path() + " with " + Files.size(file) + " bytes");
      }
      if (bytes && TestObject.crc64Of(file) != named.content().crc64()) {
        return Optional.of("left wrong bytes in " + named.path());
      }
    }
    return Optional.empty();
  }
}
