package io.tributary.storage.s3;

import akka.actor.typed.ActorSystem;
import io.tributary.core.locator.BucketLocator;
import io.tributary.core.locator.Locator;
import io.tributary.storage.ObjectReader;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceProvider;
import io.tributary.storage.SourceSecrets;
import io.tributary.storage.http.HttpObjectReader;
import io.tributary.storage.http.HttpObjectSource;

/** Opens {@code s3://bucket/key} and {@code s3://bucket/key?versionId=…}. */
public final class S3SourceProvider implements SourceProvider {
  static final String SCHEME = "s3";

  @Override
  public boolean handles(Locator locator) {
    return locator instanceof BucketLocator && locator.scheme().equals(SCHEME);
  }

  @Override
  public ObjectSource open(
      Locator locator, SourceOptions options, SourceSecrets secrets, ActorSystem<?> system) {
    BucketLocator object = (BucketLocator) locator;
    S3Node node = S3Node.get(system);
    BucketPlace place = node.place(object, options);
    S3Dialect dialect =
        S3Dialect.ofObject(object, options, place, node.keys(options.profile()), node.clock(place));
    return HttpObjectSource.create(dialect, options, secrets, system);
  }

  @Override
  public ObjectReader reader(
      Locator place, SourceOptions options, SourceSecrets secrets, ActorSystem<?> system) {
    S3Node node = S3Node.get(system);
    S3Bucket bucket = S3Bucket.of((BucketLocator) place, options, node);
    return HttpObjectReader.create(bucket, options, secrets, system);
  }
}
