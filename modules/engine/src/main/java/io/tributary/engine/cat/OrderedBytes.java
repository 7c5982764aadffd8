package io.tributary.engine.cat;

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
import io.tributary.storage.ObjectSource;
import io.tributary.storage.Probe;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * An object as a stream of bytes in order, fetched in ranges side by side: for pipes, where there
 * is no file to write to at an offset. Nothing is journaled.
 */
public final class OrderedBytes {
  private final ObjectSource source;
  private final OrderedOptions options;
  private final ActorSystem<?> system;
  private final Attempts attempts;

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
    OrderedBytes ordered = new OrderedBytes(source, options, system);
    return Source.lazyCompletionStage(() -> ordered.attempts.run(source::probe))
        .flatMapConcat(ordered::bytes)
        .mapError(Throwable.class, Attempts::classified)
        .mapMaterializedValue(ignored -> NotUsed.getInstance());
  }

  private Source<ByteString, NotUsed> bytes(Probe probe) {
    Identity identity = probe.identity();
    boolean inRanges = probe.ranges() && identity.sizeKnown();
    if (!inRanges && options.range().isPresent()) {
      throw refused(FailureKind.PROTOCOL, "the server does not serve ranges of it", "");
    }
    Source<ByteString, NotUsed> bytes = inRanges ? ranges(identity) : whole(identity);
    return bytes.via(new ChecksumCheck(expected(identity), source.locator().display()));
  }

  private Source<ByteString, NotUsed> ranges(Identity identity) {
    Optional<ByteRange> wanted = wanted(identity.sizeBytes());
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

  private List<Checksum> expected(Identity identity) {
    List<Checksum> expected = new ArrayList<>();
    options.checksum().ifPresent(expected::add);
    if (options.range().isEmpty()) {
      expected.addAll(identity.checksums());
    }
    return expected;
  }

  private TributaryException refused(FailureKind kind, String reason, String advice) {
    return new Failure(kind, "read", source.locator().display(), reason, advice).asException();
  }
}
