package io.tributary.benchmarks.bulk;

import io.tributary.testkit.content.Content;
import io.tributary.testkit.s3.S3Client;
import io.tributary.testkit.s3.S3Proxy;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** S3Proxy with the objects of a case in one bucket, and signatures verified. */
final class S3Origin implements BulkOrigin {
  /** What clients find in their environment. */
  static final Map<String, String> CREDENTIALS =
      Map.of(
          "AWS_ACCESS_KEY_ID", S3Proxy.KEY_ID,
          "AWS_SECRET_ACCESS_KEY", S3Proxy.SECRET,
          "AWS_REGION", "us-east-1");

  static final String BUCKET = "bench";

  private final S3Proxy server;

  private S3Origin(S3Proxy server) {
    this.server = server;
  }

  static S3Origin start(BulkObjects objects) throws IOException {
    S3Proxy server = S3Proxy.start();
    try {
      S3Client client = server.client();
      client.createBucket(BUCKET);
      for (BulkObjects.Named named : objects.all()) {
        client.put(BUCKET, named.path(), Content.of(Files.readAllBytes(named.content().file())));
      }
      return new S3Origin(server);
    } catch (IOException | RuntimeException e) {
      server.close();
      throw e;
    }
  }

  @Override
  public URI source() {
    return URI.create("s3://" + BUCKET + "/");
  }

  @Override
  public Optional<URI> endpoint() {
    return Optional.of(URI.create(server.origin()));
  }

  @Override
  public void count() {}

  @Override
  public OptionalInt requests() {
    return OptionalInt.empty();
  }

  @Override
  public void close() {
    server.close();
  }
}
