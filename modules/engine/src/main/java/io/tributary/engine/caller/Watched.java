package io.tributary.engine.caller;

import akka.actor.typed.ActorRef;
import io.tributary.core.failure.Failure;
import java.util.Optional;

/**
 * The coordinator that a {@link Watcher} speaks to, and what its words mean. Confined to the
 * watcher's thread.
 *
 * @param <U> what it tells
 * @param <R> the result
 * @param <P> a look at the progress
 */
public interface Watched<U, R, P> {

  Class<U> updates();

  /** Begins what it coordinates, goes on with it, or only tells how it stands. */
  void start(ActorRef<U> watcher);

  /** Nothing may be going on there. */
  void interrupt();

  /** The same, and what is there of it is to be deleted. */
  void cancel();

  /** Tells the caller. Returns whether that was the last word. */
  boolean hear(U update, Caller<R, P> caller);

  /** Why the journal could not be read, said once. */
  Optional<Throwable> takeJournalFailure();

  /** Where the bytes come from, for messages. */
  String source();

  /** That it cannot go on since the journal cannot be used. */
  Failure unusable(String reason);
}
