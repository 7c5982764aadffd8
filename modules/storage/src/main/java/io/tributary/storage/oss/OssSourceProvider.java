package io.tributary.storage.oss;

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

/** Opens {@code oss://bucket/key} and {@code oss://bucket/key?versionId=…}. */
public final class OssSourceProvider implements SourceProvider {
  static final String SCHEME = "oss";

  @Override
  public boolean handles(Locator locator) {
    return locator instanceof BucketLocator && locator.scheme().equals(SCHEME);
  }

  @Override
  public ObjectSource open(
      Locator locator, SourceOptions options, SourceSecrets secrets, ActorSystem<?> system) {
    BucketLocator object = (BucketLocator) locator;
    Address address = Address.of(object, options);
    OssNode node = OssNode.get(system);
    OssDialect dialect =
        new OssDialect(
            object, options, address, node.keys(options.profile()), node.clock(address.endpoint()));
    return HttpObjectSource.create(dialect, options, secrets, system);
  }

  @Override
  public ObjectReader reader(
      Locator place, SourceOptions options, SourceSecrets secrets, ActorSystem<?> system) {
    OssBucket bucket = OssBucket.of((BucketLocator) place, options, OssNode.get(system));
    return HttpObjectReader.create(bucket, options, secrets, system);
  }
}
