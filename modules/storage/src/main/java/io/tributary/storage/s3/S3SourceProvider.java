package io.tributary.storage.s3;

import akka.actor.typed.ActorSystem;
import io.tributary.core.locator.BucketLocator;
import io.tributary.core.locator.Locator;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceProvider;
import io.tributary.storage.SourceSecrets;
import io.tributary.storage.http.HttpObjectSource;
import java.net.URI;

/** Opens {@code s3://bucket/key} and {@code s3://bucket/key?versionId=…}. */
public final class S3SourceProvider implements SourceProvider {
  private static final String SCHEME = "s3";

  @Override
  public boolean handles(Locator locator) {
    return locator instanceof BucketLocator && locator.scheme().equals(SCHEME);
  }

  @Override
  public ObjectSource open(
      Locator locator, SourceOptions options, SourceSecrets secrets, ActorSystem<?> system) {
    BucketLocator object = (BucketLocator) locator;
    S3Node node = S3Node.get(system);
    BucketPlace place =
        BucketPlace.of(
            object,
            options,
            node.usualPlace(options.profile()),
            node.region(object.bucket(), options));
    String host = URI.create(place.url("", "")).getRawAuthority();
    S3Dialect dialect =
        new S3Dialect(object, options, place, node.keys(options.profile()), node.clock(host));
    return HttpObjectSource.create(dialect, options, secrets, system);
  }
}
