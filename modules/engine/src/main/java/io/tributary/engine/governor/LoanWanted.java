package io.tributary.engine.governor;

import static java.util.Objects.requireNonNull;

import akka.actor.typed.ActorRef;
import io.tributary.engine.serialization.TributarySerializable;

/**
 * A node could use more of the cluster's bandwidth than its share: asked about once a second, as
 * long as it could, so it may be lost.
 *
 * @param borrower the node
 * @param bytesPerSecond besides its own
 * @param askedNanos by the borrower's clock, to be sent back
 */
record LoanWanted(String borrower, long bytesPerSecond, long askedNanos, ActorRef<Lent> replyTo)
    implements TributarySerializable {
  LoanWanted {
    requireNonNull(borrower, "borrower");
    requireNonNull(replyTo, "replyTo");
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException("a loan must not be negative: " + bytesPerSecond);
    }
  }
}
