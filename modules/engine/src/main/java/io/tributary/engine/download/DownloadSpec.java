package io.tributary.engine.download;

import static java.util.Objects.requireNonNull;

import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.source.SourceReference;

/**
 * What is to be downloaded where: the part of a request that may travel and be journaled.
 *
 * @param destination the final path, normalised
 * @param home the name of the node on whose disk that is; empty for the node that is asked, as on a
 *     single machine
 */
public record DownloadSpec(
    SourceReference source, String destination, DownloadOptions options, String home) {
  public DownloadSpec {
    requireNonNull(source, "source");
    requireNonNull(destination, "destination");
    requireNonNull(options, "options");
    // Journals of earlier versions do not name it.
    home = home == null ? "" : home;
  }

  /** On the disk of the node that is asked. */
  public DownloadSpec(SourceReference source, String destination, DownloadOptions options) {
    this(source, destination, options, "");
  }
}
