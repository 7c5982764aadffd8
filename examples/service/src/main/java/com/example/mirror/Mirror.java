package com.example.mirror;

import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Framing;
import akka.stream.javadsl.FramingTruncation;
import akka.stream.javadsl.Sink;
import akka.util.ByteString;
import io.tributary.core.filter.FilterRule;
import io.tributary.core.filter.KeyFilter;
import io.tributary.core.range.RangeSpec;
import io.tributary.engine.api.AllowanceChange;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.api.Priority;
import io.tributary.engine.api.ReadOptions;
import io.tributary.engine.client.ClientFailure;
import io.tributary.engine.client.SubmissionStatus;
import io.tributary.engine.client.TributaryClient;
import io.tributary.engine.submission.Submission;
import io.tributary.engine.submission.SubmissionRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What the service does; it does not know where its client leads. */
public final class Mirror {
  private static final int LONGEST_LINE = 1 << 20;

  private final ActorSystem<?> system;
  private final TributaryClient client;

  public Mirror(ActorSystem<?> system, TributaryClient client) {
    this.system = system;
    this.client = client;
  }

  /** Downloads an object; completes when it has ended, whichever way. */
  public CompletionStage<SubmissionStatus> download(
      String source, Path file, Consumer<String> say) {
    SubmissionRequest request =
        SubmissionRequest.of(source, file.toString())
            .withOptions(DownloadOptions.builder().limitBytesPerSecond(100_000_000).build());
    return client
        .download(request)
        .thenCompose(
            submitted ->
                client
                    .progress(submitted.orThrow().id())
                    .map(
                        status -> {
                          say.accept(status.state() + " " + status.bytesDone());
                          return status;
                        })
                    .runWith(Sink.last(), system));
  }

  /** Downloads all that is below a prefix; what is named by the id goes on by itself. */
  public CompletionStage<String> downloadAll(String prefix, Path directory) {
    SubmissionRequest request =
        SubmissionRequest.ofJob(prefix, directory.toString())
            .withJobOptions(
                JobOptions.builder()
                    .filter(KeyFilter.of(List.of(FilterRule.excluding("*.tmp"))))
                    .requests(32)
                    .build())
            .withReceipt(directory + ".receipt.jsonl", directory + ".failed.jsonl");
    return client.job(request).thenApply(submitted -> submitted.orThrow().id());
  }

  /** Stops a download for a while. */
  public CompletionStage<Submission> pause(String id) {
    return client.pause(id);
  }

  /** Lets a download, or a job, have more than others, while it runs. */
  public CompletionStage<Submission> hurry(String id) {
    return client.change(
        id, AllowanceChange.NONE.withBytesPerSecond(20_000_000).withPriority(Priority.HIGH));
  }

  /** Counts the lines of an object that is on no disk here. */
  public CompletionStage<Long> lines(String source) {
    return client
        .read(source, ReadOptions.defaults().withParts(4 << 20, 8))
        .via(Framing.delimiter(ByteString.fromString("\n"), LONGEST_LINE, FramingTruncation.ALLOW))
        .runFold(0L, (count, line) -> count + 1, system);
  }

  /** The first bytes of an object. */
  public CompletionStage<ByteString> head(String source, long bytes) {
    return client
        .read(source, new RangeSpec.FromTo(0, bytes - 1), ReadOptions.defaults())
        .runFold(ByteString.emptyByteString(), ByteString::concat, system);
  }

  /** What to do about what a stage, a stream or a submission failed with. */
  public static String whatNow(Throwable thrown) {
    ClientFailure failure = ClientFailure.of(thrown);
    if (failure instanceof ClientFailure.Passing passing) {
      return "again in " + passing.leastWait().orElse(Duration.ofMinutes(1)).toSeconds() + " s";
    } else if (failure instanceof ClientFailure.Missing) {
      return "never";
    }
    return "ask somebody: " + failure.failure().oneLine();
  }
}
