package io.tributary.storage.http;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.identity.Identity;
import io.tributary.core.range.ByteRange;
import java.util.Optional;

/** Whether the head of an answer proves that its body is what was asked for. */
final class ResponseCheck {

  /** An answer about other bytes than were asked for. */
  static final class WrongRange extends RuntimeException {
    private final transient TributaryException failure;

    WrongRange(TributaryException failure) {
      super(failure.getMessage(), failure);
      this.failure = failure;
    }

    TributaryException failure() {
      return failure;
    }
  }

  private final IdentityReader identities;
  private final Identity wanted;
  private final boolean mayBeEncoded;

  /**
   * @param mayBeEncoded whether the object is known to be stored with a Content-Encoding, or
   *     nothing is known about that
   */
  ResponseCheck(IdentityReader identities, Identity wanted, boolean mayBeEncoded) {
    this.identities = identities;
    this.wanted = wanted;
    this.mayBeEncoded = mayBeEncoded;
  }

  /**
   * Fails unless the answer is a 206 with this range of exactly the wanted object, or with the
   * range's beginning: then the body ends too early, and the rest is to be asked for again.
   */
  void range(Answer answer, ByteRange range) {
    if (answer.status() == 200) {
      throw protocol(answer, "the server ignores byte ranges and sends the whole object");
    }
    if (answer.status() != 206) {
      throw protocol(answer, "HTTP " + answer.status() + " is not an answer to a byte range");
    }
    if (answer.mediaType().equals("multipart/byteranges")) {
      throw protocol(answer, "the server answers one range in several parts");
    }
    ContentRange sent =
        ContentRange.of(answer.head())
            .orElseThrow(() -> protocol(answer, "the server does not say which range it sends"));
    if (sent.total() != ContentRange.NONE && sent.total() != wanted.sizeBytes()) {
      throw changed(answer, "its size is now " + sent.total() + " bytes");
    }
    boolean exact = sent.is(range.start(), range.end() - 1);
    if ((!exact && !beginning(answer, sent, range)) || sent.total() == ContentRange.NONE) {
      throw new WrongRange(
          protocol(answer, "the server sends another range than the one asked for"));
    }
    sameObject(answer);
    proven(answer);
    length(answer, sent.lengthBytes());
  }

  /** A server may send less than was asked for (RFC 9110, 15.3.7), if it says so consistently. */
  private static boolean beginning(Answer answer, ContentRange sent, ByteRange range) {
    return sent.first() == range.start()
        && sent.last() >= sent.first()
        && sent.last() < range.end()
        && answer.contentLength() == sent.lengthBytes();
  }

  /** Fails unless the answer is a 200 with some object as it is stored. */
  static void any(Answer answer) {
    ok(answer);
    if (encoded(answer) && answer.contentLength() == Answer.UNKNOWN) {
      throw reencoded(answer);
    }
  }

  private static void ok(Answer answer) {
    if (answer.status() != 200) {
      throw protocol(answer, "HTTP " + answer.status() + " is not an answer to a plain GET");
    }
  }

  /** Fails unless the answer is a 200 that may be the wanted object as a whole. */
  void whole(Answer answer) {
    ok(answer);
    sameObject(answer);
    if (wanted.sizeKnown()) {
      boolean otherLength =
          answer.contentLength() != Answer.UNKNOWN && answer.contentLength() != wanted.sizeBytes();
      if (otherLength && answer.head().header("Content-Encoding").isEmpty()) {
        throw changed(answer, "its size is now " + answer.contentLength() + " bytes");
      }
      length(answer, wanted.sizeBytes());
    }
  }

  private void sameObject(Answer answer) {
    Identity seen = identities.read(answer.head(), wanted.sizeBytes());
    if (!wanted.etag().isEmpty() && !seen.etag().isEmpty()) {
      if (!sameEtag(wanted.etag(), seen.etag())) {
        throw changed(answer, "its ETag is another");
      }
    } else if (differ(wanted.lastModified(), seen.lastModified())) {
      throw changed(answer, "it was modified");
    }
    if (differ(wanted.versionId(), seen.versionId())) {
      throw changed(answer, "its version is another");
    }
    for (Checksum checksum : seen.checksums()) {
      checkSame(answer, checksum);
    }
  }

  private void checkSame(Answer answer, Checksum seen) {
    Optional<Checksum> known =
        wanted.checksums().stream().filter(c -> c.algorithm() == seen.algorithm()).findFirst();
    if (known.isPresent() && !known.get().equals(seen)) {
      throw changed(answer, "its published checksum is another");
    }
  }

  /** A range without any validator could be of any object, whatever condition was sent. */
  private void proven(Answer answer) {
    Identity seen = identities.read(answer.head(), wanted.sizeBytes());
    boolean common =
        both(wanted.etag(), seen.etag())
            || both(wanted.lastModified(), seen.lastModified())
            || both(wanted.versionId(), seen.versionId());
    if (wanted.hasValidator() && !common) {
      throw protocol(answer, "the server does not say of which object its range is");
    }
  }

  /** Weak tags are compared as such: that is all their server has to offer (RFC 9110, 8.8.3.2). */
  private static boolean sameEtag(String wanted, String seen) {
    return wanted.startsWith("W/") ? opaque(wanted).equals(opaque(seen)) : wanted.equals(seen);
  }

  private static String opaque(String etag) {
    return etag.startsWith("W/") ? etag.substring(2) : etag;
  }

  private static boolean both(String left, String right) {
    return !left.isEmpty() && !right.isEmpty();
  }

  private static boolean differ(String left, String right) {
    return both(left, right) && !left.equals(right);
  }

  private static boolean encoded(Answer answer) {
    return answer.head().header("Content-Encoding").filter(e -> !e.equals("identity")).isPresent();
  }

  /** What is stored encoded has a length; what is encoded on the way has none. */
  private static TributaryException reencoded(Answer answer) {
    return protocol(answer, "something on the way re-encodes the object");
  }

  private void length(Answer answer, long expectedBytes) {
    long length = answer.contentLength();
    if (encoded(answer) && (!mayBeEncoded || length == Answer.UNKNOWN)) {
      throw reencoded(answer);
    }
    if (length != Answer.UNKNOWN && length != expectedBytes) {
      throw protocol(
          answer, "the server announces " + length + " bytes instead of " + expectedBytes);
    }
  }

  private static TributaryException protocol(Answer answer, String reason) {
    return answer.failures().failure(FailureKind.PROTOCOL, reason, "");
  }

  private static TributaryException changed(Answer answer, String how) {
    return answer
        .failures()
        .failure(FailureKind.SOURCE_CHANGED, "the object has changed: " + how, "");
  }
}
