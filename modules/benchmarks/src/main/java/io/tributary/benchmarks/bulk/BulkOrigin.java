package io.tributary.benchmarks.bulk;

import io.tributary.benchmarks.Workplace;
import io.tributary.benchmarks.origin.Nginx;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Where the objects of a case are served. */
interface BulkOrigin extends AutoCloseable {

  /** The directory of the objects, with a slash at its end. */
  URI source();

  /** Of a service that speaks S3; empty for plain HTTP. */
  Optional<URI> endpoint();

  /** Requests are counted from now on. */
  void count() throws IOException;

  /** Since then; empty when nobody counts. */
  OptionalInt requests() throws IOException, InterruptedException;

  @Override
  void close();

  /** The one that a case wants, with the objects that are at the work place. */
  static BulkOrigin start(BulkCase bulk, BulkObjects objects, Workplace workplace)
      throws IOException {
    if (bulk.s3()) {
      return S3Origin.start(objects);
    }
    return of(
        Nginx.start(Files.createDirectories(workplace.nginx()), workplace.objects(), List.of()));
  }

  private static BulkOrigin of(Nginx nginx) {
    return new BulkOrigin() {
      @Override
      public URI source() {
        return nginx.directoryUrl();
      }

      @Override
      public Optional<URI> endpoint() {
        return Optional.empty();
      }

      @Override
      public void count() throws IOException {
        nginx.accessLog().skip();
      }

      @Override
      public OptionalInt requests() throws IOException, InterruptedException {
        return OptionalInt.of(nginx.accessLog().settled(0).requests());
      }

      @Override
      public void close() {
        nginx.close();
      }
    };
  }
}
