package io.tributary.engine.job;

import static java.util.Objects.requireNonNull;

import io.tributary.engine.api.Allowance;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.governor.Claim;
import io.tributary.engine.source.SourceReference;

/**
 * What a job is to do, without secrets.
 *
 * @param source of what is listed
 * @param manifest whether that is a manifest, which names the objects
 * @param root the directory, absolute and normalised
 * @param receipt file; empty for none
 * @param failures file for a manifest of what could not be fetched, which is made of the receipt;
 *     empty for none
 */
public record JobSpec(
    SourceReference source,
    boolean manifest,
    String root,
    String receipt,
    JobOptions options,
    String failures) {
  public JobSpec {
    requireNonNull(source, "source");
    requireNonNull(root, "root");
    requireNonNull(receipt, "receipt");
    requireNonNull(options, "options");
    // Journals of earlier versions do not name it.
    failures = failures == null ? "" : failures;
  }

  /** Without a manifest of failures. */
  public JobSpec(
      SourceReference source, boolean manifest, String root, String receipt, JobOptions options) {
    this(source, manifest, root, receipt, options, "");
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
        root,
        receipt,
        options.toBuilder().filter(begun.options.filter()).build(),
        failures);
  }

  /** Whether what was planned and recorded for {@code other} holds for this. */
  public boolean goesOnWith(JobSpec other) {
    return source.objectKey().equals(other.source.objectKey())
        && manifest == other.manifest
        && root.equals(other.root)
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
        source, manifest, root, receipt, options.toBuilder().requests(requests).build(), failures);
  }

  /** The same with other limits and another priority. */
  public JobSpec withAllowance(Allowance allowance) {
    return new JobSpec(source, manifest, root, receipt, options.withAllowance(allowance), failures);
  }

  /** What it may use on all nodes together, its large objects included. */
  Claim claim() {
    String owner = source.accessId().isEmpty() ? root : source.accessId();
    return Claim.of(owner, allowance(), 0);
  }
}
