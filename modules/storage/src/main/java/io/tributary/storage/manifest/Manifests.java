package io.tributary.storage.manifest;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import io.tributary.core.locator.FileLocator;
import io.tributary.core.locator.Locator;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import io.tributary.storage.Sources;
import io.tributary.storage.listing.ObjectListing;
import java.nio.file.Path;
import java.util.concurrent.Executor;

/** Opens manifests; {@link ManifestLine} says how they are written. */
public final class Manifests {
  private Manifests() {}

  /**
   * Lists what a manifest names: no network traffic, no look at the disk. Throws a
   * TributaryException of kind USAGE when the options cannot work.
   *
   * <p>Beside those of any listing, pages fail with USAGE for a line that cannot be understood,
   * which they name, and with SOURCE_CHANGED when the manifest is no longer the one that the
   * position is from.
   *
   * @param manifest a {@link FileLocator}, or anything that {@link Sources} opens
   * @param secrets how to reach the manifest; nothing of it is for what the manifest names
   */
  public static ObjectListing open(
      Locator manifest, SourceOptions options, SourceSecrets secrets, ActorSystem<?> system) {
    Executor blocking = system.dispatchers().lookup(DispatcherSelector.blocking());
    ManifestBytes bytes =
        manifest instanceof FileLocator file
            ? new ManifestFile(Path.of(file.path()), blocking)
            : new ManifestObject(Sources.open(manifest, options, secrets, system), blocking);
    return new ManifestListing(manifest, bytes);
  }
}
