package io.tributary.engine.download;

import static java.util.Objects.requireNonNull;

import io.tributary.engine.api.Allowance;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.governor.Claim;
import io.tributary.engine.source.OpenSources;
import io.tributary.engine.source.SourceReference;
import java.util.Optional;

/**
 * What is to be downloaded where: the part of a request that may travel and be journaled.
 *
 * @param destination the final path, normalised
 * @param home the name of the node on whose disk that is; empty for the node that is asked, as on a
 *     single machine
 * @param known what of the file that is there need not be fetched
 * @param marker a file without which no temporary file is made, see {@code RootMarker}; empty for
 *     none
 */
public record DownloadSpec(
    SourceReference source,
    String destination,
    DownloadOptions options,
    String home,
    KnownRanges known,
    String marker) {
  public DownloadSpec {
    requireNonNull(source, "source");
    requireNonNull(destination, "destination");
    requireNonNull(options, "options");
    // Journals of earlier versions do not name them.
    home = home == null ? "" : home;
    known = known == null ? KnownRanges.NONE : known;
    marker = marker == null ? "" : marker;
  }

  /** All of it is to be fetched, in any directory. */
  public DownloadSpec(
      SourceReference source, String destination, DownloadOptions options, String home) {
    this(source, destination, options, home, KnownRanges.NONE, "");
  }

  /** What it may use. The large objects of a job share with the rest of it. */
  Claim claim(String downloadId) {
    Optional<String> place = OpenSources.placeOf(source);
    // Another request to the same destination is somebody else.
    String alone = source.accessId().isEmpty() ? downloadId : source.accessId();
    return Claim.of(
        place.orElse(alone), options.allowance(), place.isPresent() ? 0 : options.lanes());
  }

  /** The same with other limits and another priority. */
  public DownloadSpec withAllowance(Allowance allowance) {
    return new DownloadSpec(
        source, destination, options.withAllowance(allowance), home, known, marker);
  }

  /** Whether it is the very request, said again, perhaps with other limits by now. */
  boolean isSameRequest(DownloadSpec otherOrNull) {
    return otherOrNull != null
        && withAllowance(otherOrNull.options().allowance()).equals(otherOrNull);
  }

  /** On the disk of the node that is asked. */
  public DownloadSpec(SourceReference source, String destination, DownloadOptions options) {
    this(source, destination, options, "");
  }
}
