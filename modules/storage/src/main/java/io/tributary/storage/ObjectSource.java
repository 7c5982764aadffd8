package io.tributary.storage;

import akka.Done;
import io.tributary.core.identity.Identity;
import io.tributary.core.locator.Locator;
import io.tributary.core.range.ByteRange;
import java.util.concurrent.CompletionStage;

/**
 * One object somewhere on the network. Instances are bound to one locator, one set of options and
 * one node; they may be used by many threads at once and hold no thread of their own.
 *
 * <p>No method retries, sleeps or blocks: there is one retry layer, and it is above. Every stage
 * fails with a {@link io.tributary.core.failure.TributaryException} whose kind says what to do;
 * secrets never appear in one.
 */
public interface ObjectSource {

  Locator locator();

  /**
   * Learns what the object is now: one HEAD, or a GET of the first byte where HEAD is refused.
   * Fails with NOT_FOUND, ACCESS_DENIED, THROTTLED, NETWORK or PROTOCOL.
   */
  CompletionStage<Probe> probe();

  /**
   * Opens {@code range} of exactly the object {@code identity}. The stage completes once the
   * response head has proved to be what was asked (status 206, exact Content-Range, same
   * validators); it fails with SOURCE_CHANGED when the object is another one by now, with PROTOCOL
   * when the server answers with anything else, and then the connection is closed without reading a
   * body.
   */
  CompletionStage<RangeBody> open(Identity identity, ByteRange range);

  /**
   * Opens the whole object in one stream with a plain GET, for servers without ranges and for sizes
   * unknown. The same checks apply as far as the server gives something to check.
   */
  CompletionStage<RangeBody> openWhole(Identity identity);

  /** Closes idle connections. Bodies still being read fail. Idempotent. */
  CompletionStage<Done> close();
}
