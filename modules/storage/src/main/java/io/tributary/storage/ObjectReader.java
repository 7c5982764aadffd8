package io.tributary.storage;

import akka.Done;
import io.tributary.core.identity.Identity;
import io.tributary.core.locator.Locator;
import java.util.concurrent.CompletionStage;

/**
 * Reads many objects of one place, a bucket or a web server, each with one plain GET, over
 * connections that are kept. Bound to one node; for any number of threads. No method retries or
 * sleeps: there is one retry layer, and it is above. All fail with a {@link
 * io.tributary.core.failure.TributaryException} whose kind says what to do; secrets never appear in
 * one.
 */
public interface ObjectReader {

  /**
   * The head of an answer, and its body, which must be read to its end or closed.
   *
   * @param identity what the object is, as the answer says; its size is unknown when the answer has
   *     no length
   */
  record Opened(Identity identity, RangeBody body) {}

  /** Whether an object is in the place that this reader was made for. */
  boolean reads(Locator object);

  /**
   * Opens the whole object that is there now: whatever it is, since nobody has looked before. Fails
   * with NOT_FOUND, ACCESS_DENIED, THROTTLED, NETWORK or PROTOCOL, and with USAGE for an object of
   * another place. Does not block.
   */
  CompletionStage<Opened> open(Locator object);

  /**
   * The same in this thread, which waits for the answer; for the connection dispatcher. Saves the
   * change of threads, which for a small object costs as much as all else.
   */
  Opened openHere(Locator object);

  /**
   * Has an archived object made readable, which takes minutes to days; completes as soon as the
   * store has begun with it, or had begun before. Fails as {@link #open} does. Does not block.
   *
   * @param days for which it shall stay readable, 1 or more
   */
  CompletionStage<Done> restore(Locator object, int days);

  /** Closes idle connections. Bodies still being read fail. Idempotent. */
  CompletionStage<Done> close();
}
