package io.tributary.engine.cat;

import akka.Done;
import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.identity.Identity;
import io.tributary.core.range.ByteRange;
import io.tributary.core.retry.RetryPolicy;
import io.tributary.engine.api.DownloadResult.Verification;
import io.tributary.engine.api.ReadResult;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * An object as a stream of bytes in order, fetched in ranges side by side: for pipes, where there
 * is no file to write to at an offset. Nothing is journaled.
 */
public final class OrderedBytes {
  private final ObjectSource source;
  private final OrderedOptions options;
  private final ActorSystem<?> system;
  private final Attempts attempts;
  private final CompletableFuture<ReadResult> result = new CompletableFuture<>();

  private OrderedBytes(ObjectSource source, OrderedOptions options, ActorSystem<?> system) {
    this.source = source;
    this.options = options;
    this.system = system;
    this.attempts = new Attempts(new RetryPolicy(options.retries()), system);
  }

  /** What {@link ObjectSource#probe} says, tried again where that may help. */
  public static CompletionStage<Probe> probe(
      ObjectSource source, int retries, ActorSystem<?> system) {
    return new Attempts(new RetryPolicy(retries), system).run(source::probe);
  }

  /**
   * Looks at the object, then streams it. All bytes are those of one and the same object. The
   * stream fails with a {@link TributaryException}; with INTEGRITY after its last byte, when a
   * checksum is not what it should be, so only a completed stream is a good one.
   */
  public static Source<ByteString, NotUsed> of(
      ObjectSource source, OrderedOptions options, ActorSystem<?> system) {
    return new OrderedBytes(source, options, system)
        .stream().mapMaterializedValue(ignored -> NotUsed.getInstance());
  }

  /**
   * The same, each time it is run with a source of its own, which is closed at its end; the result
   * fails as the stream does, and with INTERRUPTED when that is not read to its end.
   *
   * @param open makes a source, in a thread of the stream; does not block
   */
  public static Source<ByteString, CompletionStage<ReadResult>> read(
      Supplier<ObjectSource> open, OrderedOptions options, ActorSystem<?> system) {
    return Source.fromMaterializer(
            (materializer, attributes) -> {
              ObjectSource source = open.get();
              OrderedBytes ordered = new OrderedBytes(source, options, system);
              var unused = ordered.result.whenComplete((good, bad) -> source.close());
              return ordered.stream();
            })
        .mapMaterializedValue(inner -> inner.thenCompose(Function.identity()));
  }

  private Source<ByteString, CompletionStage<ReadResult>> stream() {
    return Source.lazyCompletionStage(() -> attempts.run(source::probe))
        .flatMapConcat(this::bytes)
        .mapError(Throwable.class, Attempts::classified)
        .watchTermination((ignored, end) -> ended(end));
  }

  private CompletionStage<ReadResult> ended(CompletionStage<Done> end) {
    var unused =
        end.whenComplete(
            (done, failure) ->
                // Changes nothing once all bytes were delivered and good.
                result.completeExceptionally(
                    failure == null
                        ? refused(FailureKind.INTERRUPTED, "it was not read to its end", "")
                        : failure));
    return result;
  }

  private Source<ByteString, NotUsed> bytes(Probe probe) {
    Identity identity = probe.identity();
    boolean inRanges = probe.ranges() && identity.sizeKnown();
    if (!inRanges && options.range().isPresent()) {
      throw refused(FailureKind.PROTOCOL, "the server does not serve ranges of it", "");
    }
    Optional<ByteRange> wanted = inRanges ? wanted(identity.sizeBytes()) : Optional.empty();
    boolean all = options.range().isEmpty() || isAll(wanted, identity);
    List<Checksum> expected = expected(identity, all);
    Source<ByteString, NotUsed> bytes = inRanges ? ranges(identity, wanted) : whole(identity);
    return bytes.via(
        new ChecksumCheck(
            expected,
            source.locator().display(),
            sum -> result.complete(result(identity, sum, all, !expected.isEmpty()))));
  }

  private static boolean isAll(Optional<ByteRange> wanted, Identity identity) {
    return wanted.isPresent() && wanted.get().equals(new ByteRange(0, identity.sizeBytes()));
  }

  private static ReadResult result(
      Identity identity, ChecksumCheck.Sum sum, boolean all, boolean verified) {
    Verification.Scope scope = all ? Verification.Scope.WHOLE : Verification.Scope.RANGE;
    return new ReadResult(identity, sum.bytes(), new Verification(sum.value(), scope, verified));
  }

  private Source<ByteString, NotUsed> ranges(Identity identity, Optional<ByteRange> wanted) {
    return wanted
        .map(range -> parts(range).mapAsync(options.lanes(), part -> fetch(identity, part)))
        .orElseGet(Source::empty);
  }

  private CompletionStage<ByteString> fetch(Identity identity, ByteRange part) {
    return new RangeInMemory(source, identity, part, options.stallTimeout(), system)
        .fetch(attempts);
  }

  /** One stream that cannot be taken up again: a failure after its first byte is final. */
  private Source<ByteString, NotUsed> whole(Identity identity) {
    return Source.lazyCompletionStage(() -> attempts.run(() -> source.openWhole(identity)))
        .flatMapConcat(body -> body.bytes())
        .mapMaterializedValue(ignored -> NotUsed.getInstance());
  }

  /** Nothing for an empty object, of which no range can be asked. */
  private Optional<ByteRange> wanted(long sizeBytes) {
    if (options.range().isEmpty()) {
      return sizeBytes == 0 ? Optional.empty() : Optional.of(new ByteRange(0, sizeBytes));
    }
    try {
      return Optional.of(options.range().get().resolve(sizeBytes));
    } catch (IllegalArgumentException e) {
      throw refused(FailureKind.USAGE, e.getMessage(), "give another --range");
    }
  }

  private Source<ByteRange, NotUsed> parts(ByteRange range) {
    return Source.unfold(
        range.start(),
        start -> {
          if (start >= range.end()) {
            return Optional.empty();
          }
          long end = Math.min(range.end(), start + options.partSizeBytes());
          return Optional.of(akka.japi.Pair.create(end, new ByteRange(start, end)));
        });
  }

  /**
   * @param all whether it is read as a whole, which alone the source has checksums of
   */
  private List<Checksum> expected(Identity identity, boolean all) {
    List<Checksum> expected = new ArrayList<>();
    options.checksum().ifPresent(expected::add);
    if (all) {
      expected.addAll(identity.checksums());
    }
    return expected;
  }

  private TributaryException refused(FailureKind kind, String reason, String advice) {
    return new Failure(kind, "read", source.locator().display(), reason, advice).asException();
  }
}
