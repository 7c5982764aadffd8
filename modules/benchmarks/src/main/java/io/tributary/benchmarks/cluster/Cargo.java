package io.tributary.benchmarks.cluster;

import io.tributary.benchmarks.bulk.BulkCase;
import io.tributary.benchmarks.bulk.BulkObjects;
import io.tributary.benchmarks.origin.Nginx;
import io.tributary.benchmarks.origin.TestObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** What a cluster is to bring. */
interface Cargo {

  /** Where the API takes it: {@code downloads} or {@code jobs}. */
  String collection();

  /** Of its file or directory. */
  String name();

  URI source(Nginx origin);

  long sizeBytes();

  /** What is wrong with what was brought. */
  Optional<String> wrong(Path brought) throws IOException;

  /** One object. */
  static Cargo of(TestObject object) {
    return new Cargo() {
      @Override
      public String collection() {
        return "downloads";
      }

      @Override
      public String name() {
        return object.file().getFileName().toString();
      }

      @Override
      public URI source(Nginx origin) {
        return origin.url(object, false, false, origin.port(false));
      }

      @Override
      public long sizeBytes() {
        return object.sizeBytes();
      }

      @Override
      public Optional<String> wrong(Path brought) throws IOException {
        return TestObject.crc64Of(brought) == object.crc64()
            ? Optional.empty()
            : Optional.of("has other bytes: " + brought);
      }
    };
  }

  /**
   * Many objects.
   *
   * @param directory of the tree at the origin, which its objects are written to
   */
  static Cargo create(Path directory, BulkCase tree) throws IOException {
    BulkObjects objects = BulkObjects.create(directory, tree);
    return new Cargo() {
      @Override
      public String collection() {
        return "jobs";
      }

      @Override
      public String name() {
        return directory.getFileName().toString();
      }

      @Override
      public URI source(Nginx origin) {
        return origin.directoryUrl().resolve(name() + "/");
      }

      @Override
      public long sizeBytes() {
        return tree.sizeBytes();
      }

      @Override
      public Optional<String> wrong(Path brought) throws IOException {
        return objects.wrong(brought, true);
      }
    };
  }
}
