package io.tributary.engine.job;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.tributary.engine.api.Allowance;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.governor.Claim;
import io.tributary.engine.source.SourceReference;

/**
 * What a job is to do, without secrets.
 *
 * @param source of what is listed
 * @param manifest whether that is a manifest, which names the objects
 * @param place the directory, absolute and normalised: as it is on a disk that nodes share, {@code
 *     file://NODE/directory} on that of one. One text, for what does not know of nodes' own disks
 *     must not take it for a directory.
 * @param receipt file, on the same disk; empty for none
 * @param failures file for a manifest of what could not be fetched, which is made of the receipt;
 *     empty for none
 */
public record JobSpec(
    SourceReference source,
    boolean manifest,
    @JsonProperty("root") String place,
    String receipt,
    JobOptions options,
    String failures) {
  private static final String FILE = "file://";

  public JobSpec {
    requireNonNull(source, "source");
    requireNonNull(place, "place");
    requireNonNull(receipt, "receipt");
    requireNonNull(options, "options");
    // Journals of earlier versions do not name it.
    failures = failures == null ? "" : failures;
  }

  /** Without a manifest of failures. */
  public JobSpec(
      SourceReference source, boolean manifest, String place, String receipt, JobOptions options) {
    this(source, manifest, place, receipt, options, "");
  }

  /**
   * @param home the name of a node; empty for a disk that nodes share
   * @param root the directory, absolute and normalised
   */
  public static String place(String home, String root) {
    return home.isEmpty() ? root : FILE + home + root;
  }

  /** The name of the node on whose disk it is; empty for one that nodes share. */
  public String home() {
    return place.startsWith(FILE) ? place.substring(FILE.length(), rootBegins()) : "";
  }

  /** The directory, on the disk of {@link #home}. */
  public String root() {
    return place.startsWith(FILE) ? place.substring(rootBegins()) : place;
  }

  private int rootBegins() {
    return place.indexOf('/', FILE.length());
  }

  /** Whether it is the very request, said again: its access id is new whenever somebody asks. */
  boolean isSameRequest(JobSpec otherOrNull) {
    return otherOrNull != null
        && source.accessId().equals(otherOrNull.source.accessId())
        && goesOnWith(otherOrNull);
  }

  /** What goes on with {@code begun}, with the times that {@code 7d} meant then. */
  JobSpec goingOnWith(JobSpec begun) {
    return new JobSpec(
        source,
        manifest,
        place,
        receipt,
        options.toBuilder().filter(begun.options.filter()).build(),
        failures);
  }

  /** Whether what was planned and recorded for {@code other} holds for this. */
  public boolean goesOnWith(JobSpec other) {
    return source.objectKey().equals(other.source.objectKey())
        && manifest == other.manifest
        && place.equals(other.place)
        && receipt.equals(other.receipt)
        && options.filter().asksTheSameAs(other.options.filter())
        && options.names() == other.options.names()
        && options.dryRun() == other.options.dryRun();
  }

  public Allowance allowance() {
    return options.allowance();
  }

  /** The same for so many requests at a time. */
  JobSpec withRequests(int requests) {
    return new JobSpec(
        source, manifest, place, receipt, options.toBuilder().requests(requests).build(), failures);
  }

  /** The same with other limits and another priority. */
  public JobSpec withAllowance(Allowance allowance) {
    return new JobSpec(
        source, manifest, place, receipt, options.withAllowance(allowance), failures);
  }

  /** What it may use on all nodes together, its large objects included. */
  Claim claim() {
    String owner = source.accessId().isEmpty() ? place : source.accessId();
    return Claim.of(owner, allowance(), 0);
  }
}
