package io.tributary.engine.client;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;

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

  private HttpClient(ActorSystem<?> system, ControlAddress address) {
    super(system);
    this.address = address;
    this.control = new ControlClient(address);
    this.dispatcher = system.dispatchers().lookup(DispatcherSelector.fromConfig(DISPATCHER));
  }

  /** Makes one; asks nobody yet. */
  public static HttpClient of(ActorSystem<?> system, ControlAddress address) {
    return new HttpClient(system, address);
  }

  @Override
  CompletionStage<Submitted> submit(SubmissionRequest request) {
    return call(
        () -> {
          Answer answer = control.ask("POST", RequestJson.path(request), RequestJson.of(request));
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
  CompletionStage<SubmissionStatus> look(String id) {
    return call(() -> read(control.get("/v1/downloads/" + id), HttpClient::status));
  }

  private static SubmissionStatus status(JsonNode json) {
    Submission submission = SubmissionReader.submission(json);
    return SubmissionReader.isJob(json)
        ? new SubmissionStatus(submission, null, SubmissionReader.jobStatus(json).orElse(null))
        : new SubmissionStatus(submission, SubmissionReader.status(json).orElse(null), null);
  }

  @Override
  CompletionStage<Submission> change(String id, Wish wish) {
    String word =
        switch (wish) {
          case RUN -> "resume";
          case PAUSE -> "pause";
          case CANCEL -> "cancel";
        };
    return call(
        () ->
            read(
                control.post("/v1/downloads/" + id + "/" + word, ""),
                SubmissionReader::submission));
  }

  @Override
  CompletionStage<HistoryPage> lines(String id, HistoryPlace after) {
    return call(() -> read(control.get(HistoryReader.path(id, after)), HistoryReader::page));
  }

  /** Waits for the node on threads that are there for that. */
  private <T> CompletionStage<T> call(Supplier<T> call) {
    return CompletableFuture.supplyAsync(call, dispatcher);
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
