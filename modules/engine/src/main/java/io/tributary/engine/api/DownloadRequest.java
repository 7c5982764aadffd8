package io.tributary.engine.api;

import static java.util.Objects.requireNonNull;

import io.tributary.core.locator.ParsedLocator;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import java.nio.file.Path;

/**
 * One object to one destination. Stays on the node where it was made: what travels and is journaled
 * is made of it without the secrets.
 *
 * @param destination the final path of the file; its parent directory must exist
 */
public record DownloadRequest(
    ParsedLocator source,
    Path destination,
    SourceOptions sourceOptions,
    SourceSecrets secrets,
    DownloadOptions options) {

  public DownloadRequest {
    requireNonNull(source, "source");
    requireNonNull(destination, "destination");
    requireNonNull(sourceOptions, "sourceOptions");
    requireNonNull(secrets, "secrets");
    requireNonNull(options, "options");
  }
}
