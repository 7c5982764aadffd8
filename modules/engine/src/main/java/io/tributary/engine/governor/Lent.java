package io.tributary.engine.governor;

import static java.util.Objects.requireNonNull;

import io.tributary.engine.serialization.TributarySerializable;

/**
 * What of a node's share of the cluster's bandwidth another one may use for a moment; see {@link
 * Loans}.
 *
 * @param lender the node that does without
 * @param askedNanos as they were in the question
 */
record Lent(String lender, long bytesPerSecond, long askedNanos) implements TributarySerializable {
  Lent {
    requireNonNull(lender, "lender");
    if (bytesPerSecond < 0) {
      throw new IllegalArgumentException("a loan must not be negative: " + bytesPerSecond);
    }
  }
}
