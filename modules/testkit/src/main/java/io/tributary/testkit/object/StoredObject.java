package io.tributary.testkit.object;

import io.tributary.testkit.content.Content;
import io.tributary.testkit.http.Framing;
import io.tributary.testkit.http.Headers;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * An object as the server holds it; change it with the {@code with} methods and put it again.
 *
 * @param headers sent with every answer of the object, such as {@code Content-Type} or {@code
 *     Content-Encoding}; the OSS service reads {@code x-oss-storage-class} and {@code
 *     x-oss-restore} here to refuse archived objects
 */
public record StoredObject(
    Content content, Validators validators, Delivery delivery, Headers headers) {

  /** An object with a strong ETag, modified now, of unknown type. */
  public static StoredObject of(Content content) {
    Validators validators =
        new Validators(Etags.next(), Instant.now().truncatedTo(ChronoUnit.SECONDS), "");
    return new StoredObject(content, validators, Delivery.NORMAL, Headers.NONE);
  }

  /** Other bytes under the same validators: what a store should never do. */
  public StoredObject withContent(Content newContent) {
    return new StoredObject(newContent, validators, delivery, headers);
  }

  /** What an append makes of an object: more bytes, another ETag, modified now. */
  public StoredObject appended(Content more) {
    StoredObject grown = of(content.followedBy(more));
    return withContent(grown.content())
        .withEtag(grown.validators().etag())
        .withLastModified(grown.validators().lastModified())
        .withHeader("x-oss-object-type", "Appendable");
  }

  public StoredObject withValidators(Validators newValidators) {
    return new StoredObject(content, newValidators, delivery, headers);
  }

  /** As sent: {@code "abc"} or {@code W/"abc"} with the quotes; empty for none. */
  public StoredObject withEtag(String etag) {
    return withValidators(new Validators(etag, validators.lastModified(), validators.versionId()));
  }

  /** Whole seconds; {@link Validators#NO_DATE} for no header. */
  public StoredObject withLastModified(Instant instant) {
    return withValidators(new Validators(validators.etag(), instant, validators.versionId()));
  }

  /** Empty for none. */
  public StoredObject withVersionId(String versionId) {
    return withValidators(new Validators(validators.etag(), validators.lastModified(), versionId));
  }

  public StoredObject withDelivery(Delivery newDelivery) {
    return new StoredObject(content, validators, newDelivery, headers);
  }

  /** What a Range header does. */
  public StoredObject withRanges(Delivery.Ranges ranges) {
    return withDelivery(new Delivery(ranges, delivery.framing(), delivery.headStatus()));
  }

  /** How the end of a body is marked. */
  public StoredObject withFraming(Framing framing) {
    return withDelivery(new Delivery(delivery.ranges(), framing, delivery.headStatus()));
  }

  /** HEAD is answered with this status and no headers of the object. */
  public StoredObject withHeadRefused(int status) {
    return withDelivery(new Delivery(delivery.ranges(), delivery.framing(), status));
  }

  /** Adds a header, or replaces it. */
  public StoredObject withHeader(String name, String value) {
    return new StoredObject(content, validators, delivery, headers.with(name, value));
  }
}
