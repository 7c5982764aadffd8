package io.tributary.engine.api;

import static java.util.Objects.requireNonNull;

import io.tributary.core.locator.ParsedLocator;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import java.nio.file.Path;
import java.util.List;

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

  /**
   * A request with default options.
   *
   * @param source an {@code http(s)://}, {@code oss://} or {@code s3://} locator; a presigned URL
   *     is fine, its query stays in this process
   * @throws io.tributary.core.failure.TributaryException USAGE when the locator cannot be used
   */
  public static DownloadRequest of(String source, Path destination) {
    ParsedLocator parsed = ParsedLocator.parse(source);
    return new DownloadRequest(
        parsed,
        destination,
        SourceOptions.defaults(),
        new SourceSecrets(parsed.url(), List.of(), ""),
        DownloadOptions.defaults());
  }

  /** The same with other options. */
  public DownloadRequest withOptions(DownloadOptions other) {
    return new DownloadRequest(source, destination, sourceOptions, secrets, other);
  }

  /** The same, reached in another way. */
  public DownloadRequest withSource(SourceOptions options, SourceSecrets otherSecrets) {
    return new DownloadRequest(source, destination, options, otherSecrets, this.options);
  }

  public DownloadRequest {
    requireNonNull(source, "source");
    requireNonNull(destination, "destination");
    requireNonNull(sourceOptions, "sourceOptions");
    requireNonNull(secrets, "secrets");
    requireNonNull(options, "options");
  }
}
