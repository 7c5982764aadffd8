package io.tributary.engine.submission;

import static java.util.Objects.requireNonNull;

import io.tributary.engine.api.DownloadOptions;
import io.tributary.storage.SourceOptions;

/**
 * One object to one destination, for a cluster to download whichever of its nodes live. It is
 * written to the database, so it must hold no secret: neither a URL with a query or user info, nor
 * headers. The nodes find credentials themselves, by the profile that {@code sourceOptions} names.
 *
 * @param source an {@code oss://}, {@code s3://} or {@code http(s)://} locator
 * @param destination an absolute path, on the home node or on a disk that nodes share
 * @param home the name of the node whose disk is meant; empty for a disk that nodes share
 * @param requestId names this very request, so that asking again after a lost answer starts
 *     nothing: letters, digits, {@code -} and {@code _}, at most 64; empty for none
 */
public record SubmissionRequest(
    String source,
    SourceOptions sourceOptions,
    String destination,
    String home,
    DownloadOptions options,
    String requestId) {

  public SubmissionRequest {
    requireNonNull(source, "source");
    requireNonNull(sourceOptions, "sourceOptions");
    requireNonNull(destination, "destination");
    requireNonNull(home, "home");
    requireNonNull(options, "options");
    if (!requestId.matches("[A-Za-z0-9_-]{0,64}")) {
      throw new IllegalArgumentException(
          "a request id has at most 64 letters, digits, '-' and '_', not '" + requestId + "'");
    }
  }

  /** A request with default options, for a destination on the node that is asked. */
  public static SubmissionRequest of(String source, String destination) {
    return new SubmissionRequest(
        source, SourceOptions.defaults(), destination, "", DownloadOptions.defaults(), "");
  }
}
