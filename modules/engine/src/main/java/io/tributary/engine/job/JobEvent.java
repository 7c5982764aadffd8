package io.tributary.engine.job;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.core.failure.Failure;
import io.tributary.engine.api.JobCounts;
import io.tributary.engine.api.JobResult.ObjectFailure;
import io.tributary.engine.api.JobResult.SlowObject;
import java.util.List;

/**
 * What happened to a job. Journaled as CBOR under the names below, which never change; fields may
 * be added, and old journals stay readable.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = JobEvent.Requested.class, name = "requested"),
  @JsonSubTypes.Type(value = JobEvent.Planned.class, name = "planned"),
  @JsonSubTypes.Type(value = JobEvent.BatchDone.class, name = "batch-done"),
  @JsonSubTypes.Type(value = JobEvent.Completed.class, name = "completed"),
  @JsonSubTypes.Type(value = JobEvent.Stopped.class, name = "stopped"),
  @JsonSubTypes.Type(value = JobEvent.Cancelled.class, name = "cancelled")
})
public sealed interface JobEvent {

  /**
   * Somebody asked for it, or asked again.
   *
   * @param seed of the names of temporary files, for nobody to guess
   * @param marker name of a file in the root while the job is not over
   * @param receiptName temporary name of the receipt; empty for none
   * @param anew whether nothing of an earlier run counts; otherwise names are the earlier ones
   */
  record Requested(JobSpec spec, String seed, String marker, String receiptName, boolean anew)
      implements JobEvent {}

  /**
   * A part of the listing was made into batches.
   *
   * @param counts of what it showed and what is left out or refused already
   * @param failures some of those that were refused
   * @param receiptBytes length of the receipt with those that were refused
   * @param swept whether files that runs before it had left are gone; false in journals of earlier
   *     versions
   */
  record Planned(
      List<Batch> batches,
      Listed listed,
      JobCounts counts,
      List<ObjectFailure> failures,
      long receiptBytes,
      boolean swept)
      implements JobEvent {}

  /**
   * A batch is over: its files are on disk, or have failed.
   *
   * @param failures some of those that failed
   * @param receiptBytes length of the receipt with this batch
   * @param slowest some of those that took longest
   */
  record BatchDone(
      long batch,
      JobCounts counts,
      long requests,
      List<ObjectFailure> failures,
      long receiptBytes,
      List<SlowObject> slowest)
      implements JobEvent {
    public BatchDone {
      // Absent in journals of earlier versions.
      slowest = slowest == null ? List.of() : List.copyOf(slowest);
    }

    /** Where nobody knows what took how long. */
    BatchDone(
        long batch,
        JobCounts counts,
        long requests,
        List<ObjectFailure> failures,
        long receiptBytes) {
      this(batch, counts, requests, failures, receiptBytes, List.of());
    }
  }

  /** Everything that was listed was tried. */
  record Completed() implements JobEvent {}

  /** It ended before its end, and may go on from what is recorded. */
  record Stopped(Failure failure) implements JobEvent {}

  /** It was given up: nothing is left to go on from, and files that are complete stay. */
  record Cancelled() implements JobEvent {}
}
