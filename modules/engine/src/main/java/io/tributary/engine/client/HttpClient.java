package io.tributary.engine.client;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.api.AllowanceChange;
import io.tributary.engine.client.http.ControlAddress;
import io.tributary.engine.client.http.ControlClient;
import io.tributary.engine.client.http.ControlClient.Answer;
import io.tributary.engine.client.http.HistoryReader;
import io.tributary.engine.client.http.RequestJson;
import io.tributary.engine.client.http.SubmissionReader;
import io.tributary.engine.history.HistoryPage;
import io.tributary.engine.history.HistoryPlace;
import io.tributary.engine.submission.Submission;
import io.tributary.engine.submission.SubmissionRequest;
import io.tributary.engine.submission.Submitted;
import io.tributary.engine.submission.Wish;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;

/**
 * From outside the cluster, by the HTTP API of any of its nodes. Needs an actor system for streams
 * and for time, but none that is a member of anything.
 */
public final class HttpClient extends RetryingClient {
  private static final String DISPATCHER = "tributary.client-dispatcher";
  private static final int ACCEPTED = 202;
  private static final int CONFLICT = 409;

  private final ControlClient control;
  private final ControlAddress address;
  private final Executor dispatcher;

  /**
   * @param patience with one call, its tries and pauses
   */
  HttpClient(ActorSystem<?> system, ControlAddress address, Duration patience) {
    super(system, patience);
    this.address = address;
    this.control = new ControlClient(address);
    this.dispatcher = system.dispatchers().lookup(DispatcherSelector.fromConfig(DISPATCHER));
  }

  /** Makes one; asks nobody yet. */
  public static HttpClient of(ActorSystem<?> system, ControlAddress address) {
    return new HttpClient(system, address, PatientCalls.PATIENCE);
  }

  @Override
  CompletionStage<Submitted> submit(SubmissionRequest request, Duration most) {
    return call(
        most,
        left -> {
          Answer answer =
              control.ask("POST", RequestJson.path(request), RequestJson.of(request), left);
          JsonNode holder = answer.body().path("holder");
          if (answer.status() == CONFLICT && holder.isObject()) {
            Failure failure = ControlClient.problem(answer.body());
            return new Submitted.Refused(failure, read(holder, SubmissionReader::submission));
          }
          Submission submission = read(control.good(answer), SubmissionReader::submission);
          return answer.status() == ACCEPTED
              ? new Submitted.Accepted(submission)
              : new Submitted.Attached(submission);
        });
  }

  @Override
  CompletionStage<SubmissionStatus> look(String id, Duration most) {
    return call(most, left -> read(asked("GET", "/v1/downloads/" + id, left), HttpClient::status));
  }

  private JsonNode asked(String method, String path, Duration most) {
    return control.good(control.ask(method, path, "", most));
  }

  private static SubmissionStatus status(JsonNode json) {
    Submission submission = SubmissionReader.submission(json);
    return SubmissionReader.isJob(json)
        ? new SubmissionStatus(submission, null, SubmissionReader.jobStatus(json).orElse(null))
        : new SubmissionStatus(submission, SubmissionReader.status(json).orElse(null), null);
  }

  @Override
  CompletionStage<Submission> change(String id, Wish wish, Duration most) {
    String word =
        switch (wish) {
          case RUN -> "resume";
          case PAUSE -> "pause";
          case CANCEL -> "cancel";
        };
    return call(
        most,
        left ->
            read(
                asked("POST", "/v1/downloads/" + id + "/" + word, left),
                SubmissionReader::submission));
  }

  /** The JDK's connections know no PATCH; a POST means the same. */
  @Override
  CompletionStage<Submission> allow(String id, AllowanceChange change, Duration most) {
    return call(
        most,
        left -> {
          Answer answer = control.ask("POST", "/v1/downloads/" + id, RequestJson.of(change), left);
          return read(control.good(answer), SubmissionReader::submission);
        });
  }

  @Override
  CompletionStage<HistoryPage> lines(String id, HistoryPlace after, Duration most) {
    return call(
        most, left -> read(asked("GET", HistoryReader.path(id, after), left), HistoryReader::page));
  }

  /** Waits for the node on threads that are there for that, unless they come too late. */
  private <T> CompletionStage<T> call(Duration most, Function<Duration, T> call) {
    long endNanos = System.nanoTime() + most.toNanos();
    return CompletableFuture.supplyAsync(
        () -> {
          Duration left = Duration.ofNanos(endNanos - System.nanoTime());
          if (left.toMillis() <= 0) {
            throw PatientCalls.late().asException();
          }
          return call.apply(left);
        },
        dispatcher);
  }

  private <T> T read(JsonNode json, Function<JsonNode, T> reader) {
    try {
      return reader.apply(json);
    } catch (TributaryException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new Failure(
              FailureKind.PROTOCOL,
              "ask",
              "the node at " + address.server(),
              "its answer is not understood: " + e.getMessage(),
              "use a client of its version")
          .asException(e);
    }
  }
}
