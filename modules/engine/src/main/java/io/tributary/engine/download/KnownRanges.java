package io.tributary.engine.download;

import static java.util.Objects.requireNonNull;

import io.tributary.core.identity.Identity;
import io.tributary.core.ledger.Segment;
import java.util.List;

/**
 * What is known of an object beforehand, from an earlier download or a manifest: where the file
 * that is there has the same bytes, they need not be fetched again.
 *
 * @param etag of the object; empty when nobody knows
 * @param segments of the whole object, in order
 * @param sizeOrNull of the object, in bytes; null when nobody knows, and in journals of earlier
 *     versions
 */
public record KnownRanges(String etag, List<Segment> segments, Long sizeOrNull) {
  public static final KnownRanges NONE = new KnownRanges("", List.of());

  public KnownRanges {
    requireNonNull(etag, "etag");
    segments = List.copyOf(segments);
  }

  /** Of an object of any size. */
  public KnownRanges(String etag, List<Segment> segments) {
    this(etag, segments, null);
  }

  /** Whether it is another object for certain. */
  boolean isAnother(Identity object) {
    return hasOtherSize(object) || hasOtherEtag(object);
  }

  boolean hasOtherSize(Identity object) {
    return sizeOrNull != null && object.sizeKnown() && sizeOrNull != object.sizeBytes();
  }

  boolean hasOtherEtag(Identity object) {
    return !etag.isEmpty() && !object.etag().isEmpty() && !etag.equals(object.etag());
  }

  /** Whether they are ranges of this object, as far as one can tell without its bytes. */
  boolean areOf(Identity object) {
    return !isAnother(object)
        && !segments.isEmpty()
        && segments.get(segments.size() - 1).end() <= object.sizeBytes();
  }
}
