package io.tributary.engine.job;

import akka.actor.typed.ActorRefResolver;
import io.tributary.engine.api.Allowance;
import io.tributary.engine.api.JobProgress;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.api.Priority;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.receipt.ReceiptLine;
import io.tributary.engine.serialization.GoldenMessages;
import io.tributary.engine.serialization.TributarySerializable;
import java.time.Instant;
import java.util.List;

/** One of everything that nodes say to each other about a job. */
public final class JobMessageSamples {
  private static final NodeId NODE = new NodeId("10.0.0.1:25520#-7");

  private JobMessageSamples() {}

  /**
   * @param refs makes references to whoever is answered
   */
  public static List<TributarySerializable> of(ActorRefResolver refs) {
    JobWork work = new JobWork("id", 7, NODE, JobSamples.SPEC, "seed", 3, ".job.0.tributary");
    Batch batch = new Batch(2, false, List.of(JobSamples.ITEM, JobSamples.LEAST_ITEM));
    return List.of(
        new JobCoordinator.Start(JobSamples.SPEC, refs.resolveActorRef(GoldenMessages.SOMEBODY)),
        new JobCoordinator.Interrupt(),
        new JobCoordinator.Forget(refs.resolveActorRef(GoldenMessages.SOMEBODY)),
        new JobCoordinator.Cancel(),
        new JobCoordinator.Status(refs.resolveActorRef(GoldenMessages.SOMEBODY)),
        new JobStatus(
            "node-1",
            true,
            progress(),
            List.of(new JobStatus.NodeShare("node-2", List.of(3L, 1L << 40), 1200, 1L << 41)),
            JobSamples.FAILURES),
        new JobUpdate.Progressed(progress()),
        new JobUpdate.Finished(result()),
        new JobUpdate.Ended(JobSamples.FAILURE, true),
        new BatchWorker.Begin(work, refs.resolveActorRef(GoldenMessages.SOMEBODY)),
        new BatchWorker.Bring(7, 4, batch),
        new BatchWorker.Forget(7, 2),
        new BatchWorker.Alive(7, -5, 0),
        new BatchWorker.Stop(7),
        new BatchReport.Beat(7, NODE, List.of(2L, 3L), 1L << 41, 0, false),
        new BatchReport.Beat(7, NODE, List.of(2L, 3L), 1L << 41, -5, false),
        new BatchReport.Brought(7, NODE, 2, 4, 1, List.of(failed(), fetched())),
        new BatchReport.Unfit(7, NODE, JobSamples.FAILURE),
        new BatchReport.Brought(
            7,
            NODE,
            2,
            4,
            1,
            List.of(fetched().withRanges(JobSamples.RANGES_ITEM.ranges(), 8).took(9))),
        new JobUpdate.Finished(
            new JobResult(
                "oss://bucket/",
                "/data",
                JobSamples.REUSED,
                1.5,
                8,
                JobSamples.FAILURES,
                JobSamples.SLOWEST)),
        new BatchReport.Beat(7, NODE, List.of(2L, 3L), 1L << 41, -5, true),
        new JobCoordinator.Allow(new Allowance(5, 2.5, Priority.HIGH, 3)),
        new JobCoordinator.Start(
            JobSamples.SPEC.withAllowance(new Allowance(5, 2.5, Priority.HIGH, 3)),
            refs.resolveActorRef(GoldenMessages.SOMEBODY)),
        new BatchWorker.Alive(7, -5, 256),
        new JobCoordinator.Allow(new Allowance(5, 2.5, Priority.HIGH, 3, 9)));
  }

  public static JobSpec spec() {
    return JobSamples.SPEC_WITH_FAILURES;
  }

  public static JobProgress progress() {
    return new JobProgress(true, JobSamples.COUNTS, 9, 0.5, "retry");
  }

  public static JobResult result() {
    return new JobResult("oss://bucket/", "/data", JobSamples.COUNTS, 1.5, 8, JobSamples.FAILURES);
  }

  private static ReceiptLine failed() {
    return Lines.failed(JobSamples.LEAST_ITEM, 5, JobSamples.FAILURE);
  }

  private static ReceiptLine fetched() {
    return new ReceiptLine(
        ReceiptLine.State.FETCHED,
        "oss://bucket/key",
        "key",
        "path",
        1L << 41,
        "\"etag\"",
        "v1",
        Instant.parse("2026-11-21T08:00:00.123Z"),
        JobSamples.ITEM.checksums(),
        true,
        2,
        NODE.text(),
        null);
  }
}
