package io.tributary.storage;

import akka.Done;
import io.tributary.core.identity.Identity;
import io.tributary.core.locator.Locator;
import java.util.concurrent.CompletionStage;

/**
 * Reads many objects of one place, each with one plain GET, over connections that are kept. Bound
 * to one node; for any number of threads. As with {@link ObjectSource}, no method retries, sleeps
 * or blocks, and stages fail with a {@link io.tributary.core.failure.TributaryException}.
 */
public interface ObjectReader {

  /**
   * The head of an answer, and its body, which must be read to its end or closed.
   *
   * @param identity what the object is, as the answer says; its size is unknown when the answer has
   *     no length
   */
  record Opened(Identity identity, RangeBody body) {}

  /**
   * Opens the whole object that is there now.
   *
   * @param object in the place that this reader was made for
   */
  CompletionStage<Opened> open(Locator object);

  /** Closes idle connections. Bodies still being read fail. Idempotent. */
  CompletionStage<Done> close();
}
