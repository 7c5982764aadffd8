package io.tributary.engine.submission;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.api.Allowance;
import io.tributary.engine.api.AllowanceChange;
import io.tributary.engine.api.Priority;
import io.tributary.engine.attempt.Attempt;
import io.tributary.engine.download.DownloadMessageSamples;
import io.tributary.engine.download.DownloadSpec;
import io.tributary.engine.history.HistoryLine;
import io.tributary.engine.history.HistoryPage;
import io.tributary.engine.history.HistoryPlace;
import io.tributary.engine.job.JobMessageSamples;
import io.tributary.engine.serialization.GoldenMessages;
import io.tributary.engine.serialization.TributarySerializable;
import java.time.Instant;
import java.util.List;

/** What nodes tell the keeper, which may run on another one, and ask at the desk of another one. */
public final class KeeperMessageSamples {
  private static final Failure FAILURE =
      new Failure(FailureKind.DESTINATION_BUSY, "submit", "/data/ключ", "it is taken", "wait");

  private KeeperMessageSamples() {}

  public static List<TributarySerializable> of(ActorRefResolver refs) {
    ActorRef<SubmissionDesk.Reply> somebody = refs.resolveActorRef(GoldenMessages.SOMEBODY);
    DownloadSpec spec = DownloadMessageSamples.spec();
    SubmissionRequest one =
        new SubmissionRequest(
            "oss://bucket/key",
            spec.source().options(),
            "/data/x",
            "node-1",
            spec.options(),
            "r-1");
    SubmissionRequest many =
        new SubmissionRequest(
            "oss://bucket/list",
            spec.source().options(),
            "/data/tree",
            "",
            spec.options(),
            "r-2",
            new SubmissionRequest.Many(
                true, "/data/receipt", "/data/again", JobMessageSamples.spec().options()));
    return List.of(
        new SubmissionKeeper.Poke(),
        new SubmissionDesk.Submit(one, somebody),
        new SubmissionDesk.Submit(many, somebody),
        new SubmissionDesk.Find("id-1", somebody),
        new SubmissionDesk.Change("id-1", Wish.PAUSE, somebody),
        new SubmissionDesk.History("id-1", new HistoryPlace(7, 2), 100, somebody),
        new SubmissionDesk.Lines(lines()),
        new SubmissionDesk.Accepted(download()),
        new SubmissionDesk.Attached(job()),
        new SubmissionDesk.Refused(FAILURE, download()),
        new SubmissionDesk.Found(job()),
        new SubmissionDesk.Found(null),
        new SubmissionDesk.Failed(FAILURE),
        new SubmissionDesk.Found(allowed()),
        new SubmissionDesk.Allow("id-1", new AllowanceChange(5L, 2.5, Priority.HIGH), somebody),
        new SubmissionDesk.Allow("id-1", AllowanceChange.NONE.withBytesPerSecond(0), somebody),
        new SubmissionDesk.Allow("id-2", AllowanceChange.NONE.withRequests(9), somebody));
  }

  private static HistoryPage lines() {
    return new HistoryPage(
        List.of(
            new HistoryLine(
                7,
                2,
                HistoryLine.Kind.RANGE,
                Instant.parse("2026-11-21T08:20:00.123Z"),
                "node-1",
                5,
                1L << 40,
                3,
                1500,
                17,
                Attempt.Outcome.FAILED,
                Attempt.Next.ELSEWHERE,
                FailureKind.NETWORK,
                "es brach ab",
                "5C3D9175B6FC201293AD4890"),
            new HistoryLine(
                8,
                0,
                HistoryLine.Kind.COMPLETED,
                Instant.parse("2026-11-21T08:20:01Z"),
                "",
                -1,
                -1,
                0,
                0,
                0,
                null,
                null,
                null,
                "",
                "")),
        new HistoryPlace(8, 0));
  }

  private static Submission download() {
    return new Submission(
        "id-1",
        7,
        "r-1",
        "oss://bucket/key",
        "/data/x",
        "node-1",
        Wish.RUN,
        SubmissionState.COMPLETED,
        Instant.parse("2026-11-21T08:20:00.123Z"),
        Instant.parse("2026-11-21T08:20:01Z"),
        Instant.parse("2026-11-21T08:20:02Z"),
        Instant.parse("2026-11-21T08:20:03Z"),
        9,
        1L << 40,
        FAILURE,
        DownloadMessageSamples.result(),
        null);
  }

  private static Submission allowed() {
    Submission plain = job();
    return new Submission(
        plain.id(),
        plain.sequence(),
        plain.requestId(),
        plain.source(),
        plain.destination(),
        plain.home(),
        plain.wish(),
        plain.state(),
        plain.submittedAt(),
        plain.changedAt(),
        plain.startedAtOrNull(),
        plain.endedAtOrNull(),
        plain.bytesDone(),
        plain.sizeBytes(),
        plain.failureOrNull(),
        plain.resultOrNull(),
        plain.jobOrNull(),
        new Allowance(5, 2.5, Priority.HIGH, 3));
  }

  private static Submission job() {
    return new Submission(
        "id-2",
        8,
        "",
        "oss://bucket/list",
        "/data/tree",
        "",
        Wish.CANCEL,
        SubmissionState.ACTIVE,
        Instant.parse("2026-11-21T08:20:00Z"),
        Instant.parse("2026-11-21T08:20:01Z"),
        null,
        null,
        0,
        -1,
        null,
        null,
        new SubmittedJob(
            true,
            "/data/receipt",
            "/data/again",
            JobMessageSamples.progress(),
            JobMessageSamples.result()));
  }
}
