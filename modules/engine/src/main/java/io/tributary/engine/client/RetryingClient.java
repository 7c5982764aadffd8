package io.tributary.engine.client;

import static java.util.Objects.requireNonNull;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.japi.Pair;
import akka.pattern.Patterns;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.core.range.RangeSpec;
import io.tributary.engine.api.AllowanceChange;
import io.tributary.engine.api.ReadOptions;
import io.tributary.engine.api.ReadResult;
import io.tributary.engine.cat.OrderedBytes;
import io.tributary.engine.cat.OrderedOptions;
import io.tributary.engine.history.HistoryLine;
import io.tributary.engine.history.HistoryPage;
import io.tributary.engine.history.HistoryPlace;
import io.tributary.engine.submission.Submission;
import io.tributary.engine.submission.SubmissionRequest;
import io.tributary.engine.submission.Submitted;
import io.tributary.engine.submission.Wish;
import io.tributary.storage.Sources;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** What all ways to a cluster have in common: a call that got no answer is made again. */
abstract class RetryingClient implements TributaryClient {
  private static final Duration LOOK_PAUSE = Duration.ofMillis(500);
  private static final String ID = "[A-Za-z0-9_-]{1,100}";

  private final ActorSystem<?> system;
  private final PatientCalls calls;

  RetryingClient(ActorSystem<?> system, Duration patience) {
    this.system = requireNonNull(system, "system");
    this.calls = new PatientCalls(system, patience);
  }

  /** One try each, in so much time at most; all fail with a TributaryException. */
  abstract CompletionStage<Submitted> submit(SubmissionRequest request, Duration most);

  abstract CompletionStage<SubmissionStatus> look(String id, Duration most);

  abstract CompletionStage<Submission> change(String id, Wish wish, Duration most);

  abstract CompletionStage<Submission> allow(String id, AllowanceChange change, Duration most);

  abstract CompletionStage<HistoryPage> lines(String id, HistoryPlace after, Duration most);

  @Override
  public final CompletionStage<Submitted> download(SubmissionRequest request) {
    return request.manyOrNull() == null
        ? accepted(request)
        : failed(request, "it is for many objects", "ask for it with job()");
  }

  @Override
  public final CompletionStage<Submitted> job(SubmissionRequest request) {
    return request.manyOrNull() != null
        ? accepted(request)
        : failed(request, "it is for one object", "ask for it with download()");
  }

  /** Under a name, since the answer may be lost and the request be done already. */
  private CompletionStage<Submitted> accepted(SubmissionRequest request) {
    SubmissionRequest named =
        request.requestId().isEmpty()
            ? request.withRequestId(UUID.randomUUID().toString())
            : request;
    return calls.make(most -> submit(named, most));
  }

  private static CompletionStage<Submitted> failed(
      SubmissionRequest request, String reason, String advice) {
    return CompletableFuture.failedStage(
        new Failure(FailureKind.USAGE, "submit", request.destination(), reason, advice)
            .asException());
  }

  @Override
  public final CompletionStage<SubmissionStatus> status(String id) {
    return id.matches(ID)
        ? calls.make(most -> look(id, most))
        : CompletableFuture.failedStage(none(id));
  }

  static RuntimeException none(String id) {
    return new Failure(
            FailureKind.NOT_FOUND,
            "show",
            "the download " + id,
            "there is none of that id",
            "use the id that the submission has")
        .asException();
  }

  private record Seen(Optional<SubmissionStatus> last) {
    boolean over() {
      return last.isPresent() && last.get().state().ended();
    }
  }

  @Override
  public final Source<SubmissionStatus, NotUsed> progress(String id) {
    return Source.unfoldAsync(new Seen(Optional.empty()), seen -> next(id, seen))
        .filter(Optional::isPresent)
        .map(Optional::get)
        .mapError(CompletionException.class, Throwable::getCause);
  }

  /** What is there now; told when it is another than before. */
  private CompletionStage<Optional<Pair<Seen, Optional<SubmissionStatus>>>> next(
      String id, Seen seen) {
    if (seen.over()) {
      return CompletableFuture.completedStage(Optional.empty());
    }
    CompletionStage<SubmissionStatus> look =
        seen.last().isEmpty() ? status(id) : Patterns.after(LOOK_PAUSE, system, () -> status(id));
    return look.thenApply(
        now ->
            Optional.of(
                Pair.create(
                    new Seen(Optional.of(now)),
                    Optional.of(now).filter(status -> !seen.last().equals(Optional.of(status))))));
  }

  @Override
  public final Source<HistoryLine, NotUsed> history(String id) {
    return Source.unfoldAsync(Optional.of(HistoryPlace.START), after -> page(id, after))
        .mapConcat(HistoryPage::lines)
        .mapError(CompletionException.class, Throwable::getCause);
  }

  private CompletionStage<Optional<Pair<Optional<HistoryPlace>, HistoryPage>>> page(
      String id, Optional<HistoryPlace> after) {
    if (after.isEmpty()) {
      return CompletableFuture.completedStage(Optional.empty());
    }
    CompletionStage<HistoryPage> page =
        id.matches(ID)
            ? calls.make(most -> lines(id, after.get(), most))
            : CompletableFuture.failedStage(none(id));
    return page.thenApply(found -> Optional.of(Pair.create(found.next(), found)));
  }

  @Override
  public final CompletionStage<Submission> pause(String id) {
    return changed(id, Wish.PAUSE);
  }

  @Override
  public final CompletionStage<Submission> resume(String id) {
    return changed(id, Wish.RUN);
  }

  @Override
  public final CompletionStage<Submission> cancel(String id) {
    return changed(id, Wish.CANCEL);
  }

  @Override
  public final CompletionStage<Submission> change(String id, AllowanceChange change) {
    requireNonNull(change, "change");
    return id.matches(ID)
        ? calls.make(most -> allow(id, change, most))
        : CompletableFuture.failedStage(none(id));
  }

  private CompletionStage<Submission> changed(String id, Wish wish) {
    return id.matches(ID)
        ? calls.make(most -> change(id, wish, most))
        : CompletableFuture.failedStage(none(id));
  }

  @Override
  public final Source<ByteString, CompletionStage<ReadResult>> read(
      String locator, ReadOptions options) {
    return ordered(locator, null, options);
  }

  @Override
  public final Source<ByteString, CompletionStage<ReadResult>> read(
      String locator, RangeSpec range, ReadOptions options) {
    return ordered(locator, requireNonNull(range, "range"), options);
  }

  private Source<ByteString, CompletionStage<ReadResult>> ordered(
      String locator, RangeSpec rangeOrNull, ReadOptions options) {
    ParsedLocator parsed = ParsedLocator.parse(locator);
    OrderedOptions ordered =
        new OrderedOptions(
            options.partSizeBytes(),
            options.lanes(),
            options.retries(),
            options.stallTimeout(),
            rangeOrNull,
            options.checksumOrNull());
    return OrderedBytes.read(
        () ->
            Sources.open(
                parsed.locator(), options.sourceOptions(), options.secrets(parsed), system),
        ordered,
        system);
  }
}
