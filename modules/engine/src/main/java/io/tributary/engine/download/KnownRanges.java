package io.tributary.engine.download;

import static java.util.Objects.requireNonNull;

import io.tributary.core.identity.Identity;
import io.tributary.core.ledger.Segment;
import java.util.List;

/**
 * What an earlier download learned of an object: where the file that is there has the same bytes,
 * they need not be fetched again.
 *
 * @param etag of the object then; empty when it had none
 * @param segments of the whole object, in order
 */
public record KnownRanges(String etag, List<Segment> segments) {
  public static final KnownRanges NONE = new KnownRanges("", List.of());

  public KnownRanges {
    requireNonNull(etag, "etag");
    segments = List.copyOf(segments);
  }

  /** Whether it is another object for certain. */
  boolean isAnother(Identity object) {
    return !etag.isEmpty() && !object.etag().isEmpty() && !etag.equals(object.etag());
  }

  /** Whether they are ranges of this object, as far as one can tell without its bytes. */
  boolean areOf(Identity object) {
    return !isAnother(object)
        && !segments.isEmpty()
        && segments.get(segments.size() - 1).end() <= object.sizeBytes();
  }
}
