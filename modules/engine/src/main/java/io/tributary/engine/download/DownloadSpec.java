package io.tributary.engine.download;

import static java.util.Objects.requireNonNull;

import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.source.SourceReference;

/**
 * What is to be downloaded where: the part of a request that may travel and be journaled.
 *
 * @param destination the final path, normalised
 */
public record DownloadSpec(SourceReference source, String destination, DownloadOptions options) {
  public DownloadSpec {
    requireNonNull(source, "source");
    requireNonNull(destination, "destination");
    requireNonNull(options, "options");
  }
}
