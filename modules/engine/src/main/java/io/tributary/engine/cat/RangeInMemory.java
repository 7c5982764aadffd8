package io.tributary.engine.cat;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.util.ByteString;
import akka.util.ByteStringBuilder;
import io.tributary.core.identity.Identity;
import io.tributary.core.range.ByteRange;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.RangeBody;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/**
 * One range on its way into memory. After a failure it goes on where it broke. Attempts follow one
 * another, so no two threads are in here at a time.
 */
final class RangeInMemory {
  private final ObjectSource source;
  private final Identity identity;
  private final ByteRange range;
  private final Duration stallTimeout;
  private final ActorSystem<?> system;
  private final ByteStringBuilder bytes = ByteString.createBuilder();

  RangeInMemory(
      ObjectSource source,
      Identity identity,
      ByteRange range,
      Duration stallTimeout,
      ActorSystem<?> system) {
    this.source = source;
    this.identity = identity;
    this.range = range;
    this.stallTimeout = stallTimeout;
    this.system = system;
  }

  CompletionStage<ByteString> fetch(Attempts attempts) {
    return attempts.run(this::fetchRest, bytes::length).thenApply(done -> bytes.result());
  }

  private CompletionStage<Done> fetchRest() {
    ByteRange rest = new ByteRange(range.start() + bytes.length(), range.end());
    return source.open(identity, rest).thenCompose(this::append);
  }

  private CompletionStage<Done> append(RangeBody body) {
    return body.bytes().idleTimeout(stallTimeout).runForeach(bytes::append, system);
  }
}
