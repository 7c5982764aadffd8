package io.tributary.testkit.oss;

import io.tributary.testkit.content.Content;
import io.tributary.testkit.content.ContentDigest;
import io.tributary.testkit.http.Headers;
import io.tributary.testkit.http.HttpRequest;
import io.tributary.testkit.http.HttpResponse;
import io.tributary.testkit.http.RangeHeader;
import io.tributary.testkit.object.ObjectAnswer;
import io.tributary.testkit.object.ObjectStore;
import io.tributary.testkit.object.StoredObject;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/** GetObject and HeadObject. */
final class ObjectReads {
  private static final String CRC = "x-oss-hash-crc64ecma";
  private static final String STORAGE_CLASS = "x-oss-storage-class";

  /** Above it, only contents that know their CRC publish one: nobody waits for it. */
  private static final long MAX_READ_FOR_CRC_BYTES = 1L << 30;

  private final ObjectStore objects;
  private final Restores restores;
  private final Map<Content, Long> crcs = Collections.synchronizedMap(new WeakHashMap<>());

  ObjectReads(ObjectStore objects, Restores restores) {
    this.objects = objects;
    this.restores = restores;
  }

  HttpResponse answer(HttpRequest request, OssTarget target) {
    StoredObject object = find(request, target);
    ObjectAnswer answer = new ObjectAnswer(request, object);
    HttpResponse response = answer.response(effectiveRange(request, object, answer));
    return switch (response.status()) {
      case 304 -> response;
      case 412 ->
          throw new OssErrorException(
              412,
              "PreconditionFailed",
              "At least one of the pre-conditions you specified did not hold.");
      case 416 -> throw invalidRange(request, object);
      default -> {
        refuseCold(request, target, object);
        yield response.withHeaders(published(response.headers(), object));
      }
    };
  }

  private StoredObject find(HttpRequest request, OssTarget target) {
    Optional<String> version = request.query().first("versionId");
    if (version.isPresent()) {
      return objects
          .get(target.path(), version.get())
          .orElseThrow(
              () ->
                  new OssErrorException(
                      404, "NoSuchVersion", "The specified version does not exist."));
    }
    return objects
        .get(target.path())
        .orElseThrow(
            () ->
                new OssErrorException(404, "NoSuchKey", "The specified key does not exist.")
                    .detail("Key", target.key()));
  }

  /**
   * Unless the client asks for standard behaviour, a range that the object does not have in full is
   * no range at all: 200 and everything. Source: the vendor's page on range download.
   */
  private static Optional<RangeHeader> effectiveRange(
      HttpRequest request, StoredObject object, ObjectAnswer answer) {
    boolean standard =
        request.header("x-oss-range-behavior").filter("standard"::equals).isPresent();
    return answer
        .applicableRange()
        .filter(range -> standard || !range.exceeds(object.content().sizeBytes()));
  }

  private static OssErrorException invalidRange(HttpRequest request, StoredObject object) {
    long size = object.content().sizeBytes();
    return new OssErrorException(416, "InvalidRange", "The requested range cannot be satisfied.")
        .detail("ActualObjectSize", Long.toString(size))
        .detail("RangeRequested", request.header("Range").orElse(""))
        .header("Content-Range", "bytes */" + size);
  }

  private void refuseCold(HttpRequest request, OssTarget target, StoredObject object) {
    if (!request.isHead() && restores.unreadable(target.path(), object)) {
      throw new OssErrorException(
          403, "InvalidObjectState", "The operation is not valid for the object's state");
    }
  }

  private Headers published(Headers headers, StoredObject object) {
    Headers all = orElse(headers, "x-oss-object-type", "Normal");
    all = orElse(all, STORAGE_CLASS, "Standard");
    if (!all.has(CRC) && crcKnown(object.content())) {
      all = all.with(CRC, Long.toUnsignedString(crc(object.content())));
    }
    if (all.first(CRC).filter(String::isEmpty).isPresent()) {
      all = all.without(CRC);
    }
    String version = object.validators().versionId();
    return version.isEmpty() ? all : all.with("x-oss-version-id", version);
  }

  private static boolean crcKnown(Content content) {
    return content.sizeBytes() <= MAX_READ_FOR_CRC_BYTES || content.knownCrc64().isPresent();
  }

  private long crc(Content content) {
    return crcs.computeIfAbsent(content, ContentDigest::crc64);
  }

  private static Headers orElse(Headers headers, String name, String value) {
    return headers.has(name) ? headers : headers.with(name, value);
  }
}
