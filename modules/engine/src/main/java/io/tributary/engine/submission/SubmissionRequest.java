package io.tributary.engine.submission;

import static java.util.Objects.requireNonNull;

import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.JobOptions;
import io.tributary.storage.SourceOptions;

/**
 * One object to one destination, or many to one directory, for a cluster to download whichever of
 * its nodes live. It is written to the database, so it must hold no secret: neither a URL with a
 * query or user info, nor headers. The nodes find credentials themselves, by the profile that
 * {@code sourceOptions} names.
 *
 * @param source an {@code oss://}, {@code s3://} or {@code http(s)://} locator; of many objects the
 *     prefix or directory, or where a manifest is, which may be the path of a file as well
 * @param destination an absolute path, on the home node or on a disk that nodes share
 * @param home the name of the node whose disk is meant, for a job also with its manifest, receipt
 *     and failures; empty for a disk that nodes share
 * @param options of a download; those of a job are in {@code manyOrNull}
 * @param requestId names this very request, so that asking again after a lost answer starts
 *     nothing: letters, digits, {@code -} and {@code _}, at most 64; empty for none
 * @param manyOrNull what else a job is told; null for a download
 */
public record SubmissionRequest(
    String source,
    SourceOptions sourceOptions,
    String destination,
    String home,
    DownloadOptions options,
    String requestId,
    Many manyOrNull) {

  /**
   * Many objects.
   *
   * @param manifest whether the source is a manifest, which names the objects
   * @param receipt an absolute path for a line about each object; empty for none
   * @param failures an absolute path for a manifest of what could not be fetched; empty for none.
   *     When there is no receipt, one is written beside it.
   */
  public record Many(boolean manifest, String receipt, String failures, JobOptions options) {
    public Many {
      requireNonNull(receipt, "receipt");
      requireNonNull(failures, "failures");
      requireNonNull(options, "options");
    }
  }

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

  /** One object. */
  public SubmissionRequest(
      String source,
      SourceOptions sourceOptions,
      String destination,
      String home,
      DownloadOptions options,
      String requestId) {
    this(source, sourceOptions, destination, home, options, requestId, null);
  }

  /** Many objects with default options: those below a prefix, to a directory that nodes share. */
  public static SubmissionRequest ofJob(String source, String directory) {
    return new SubmissionRequest(
        source,
        SourceOptions.defaults(),
        directory,
        "",
        DownloadOptions.defaults(),
        "",
        new Many(false, "", "", JobOptions.defaults()));
  }

  /** The same for objects that a manifest names, which {@code source} leads to. */
  public static SubmissionRequest ofManifest(String source, String directory) {
    SubmissionRequest below = ofJob(source, directory);
    return below.with(new Many(true, "", "", below.manyOrNull.options()));
  }

  private SubmissionRequest with(Many many) {
    return new SubmissionRequest(
        source, sourceOptions, destination, home, options, requestId, many);
  }

  /** The same, reached in another way. */
  public SubmissionRequest withSourceOptions(SourceOptions other) {
    return new SubmissionRequest(source, other, destination, home, options, requestId, manyOrNull);
  }

  /** The same for the disk of the node with this name. */
  public SubmissionRequest withHome(String node) {
    return new SubmissionRequest(
        source, sourceOptions, destination, node, options, requestId, manyOrNull);
  }

  /**
   * The same, with a line about each object and a manifest of what could not be fetched.
   *
   * @param receipt an absolute path; empty for none
   * @param failures likewise
   * @throws IllegalArgumentException when it is for one object
   */
  public SubmissionRequest withReceipt(String receipt, String failures) {
    return with(new Many(many().manifest(), receipt, failures, many().options()));
  }

  private Many many() {
    if (manyOrNull == null) {
      throw new IllegalArgumentException("this is for one object, not for many");
    }
    return manyOrNull;
  }

  /**
   * The same with other options of a download.
   *
   * @throws IllegalArgumentException when it is for many objects, whose options are a job's
   */
  public SubmissionRequest withOptions(DownloadOptions other) {
    if (manyOrNull != null) {
      throw new IllegalArgumentException("a job has JobOptions, which hold those of its downloads");
    }
    return new SubmissionRequest(
        source, sourceOptions, destination, home, other, requestId, manyOrNull);
  }

  /**
   * The same with other options of a job.
   *
   * @throws IllegalArgumentException when it is for one object
   */
  public SubmissionRequest withJobOptions(JobOptions other) {
    return with(new Many(many().manifest(), many().receipt(), many().failures(), other));
  }

  /** The same, named so. */
  public SubmissionRequest withRequestId(String id) {
    return new SubmissionRequest(source, sourceOptions, destination, home, options, id, manyOrNull);
  }

  /** A request with default options, for a destination on the node that is asked. */
  public static SubmissionRequest of(String source, String destination) {
    return new SubmissionRequest(
        source, SourceOptions.defaults(), destination, "", DownloadOptions.defaults(), "");
  }
}
