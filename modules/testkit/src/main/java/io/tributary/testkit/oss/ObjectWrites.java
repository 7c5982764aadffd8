package io.tributary.testkit.oss;

import io.tributary.testkit.content.Content;
import io.tributary.testkit.content.ContentDigest;
import io.tributary.testkit.http.Headers;
import io.tributary.testkit.http.HttpRequest;
import io.tributary.testkit.http.HttpResponse;
import io.tributary.testkit.object.ObjectStore;
import io.tributary.testkit.object.StoredObject;
import java.io.ByteArrayOutputStream;
import java.util.Locale;

/** PutObject, AppendObject and DeleteObject, as far as tests fill a bucket with them. */
final class ObjectWrites {
  private final ObjectStore objects;
  private final HttpRequest request;
  private final OssTarget target;

  ObjectWrites(ObjectStore objects, HttpRequest request, OssTarget target) {
    this.objects = objects;
    this.request = request;
    this.target = target;
  }

  HttpResponse answer() {
    if (!target.isObject()) {
      throw new OssErrorException(405, "MethodNotAllowed", "Buckets come from the settings.");
    }
    return switch (request.method()) {
      case "PUT" -> stored(new byte[0], "Normal");
      case "DELETE" -> {
        objects.remove(target.path());
        yield HttpResponse.of(204);
      }
      default -> append();
    };
  }

  private HttpResponse append() {
    if (!request.query().has("append")) {
      throw new OssErrorException(405, "MethodNotAllowed", "Only appends are posted.");
    }
    byte[] old = objects.get(target.path()).map(o -> o.content().toByteArray()).orElse(new byte[0]);
    if (!request.query().first("position").orElse("").equals(Integer.toString(old.length))) {
      throw new OssErrorException(
              409, "PositionNotEqualToLength", "Position is not equal to file length")
          .header("x-oss-next-append-position", Integer.toString(old.length));
    }
    int next = old.length + request.body().bytes().length;
    return stored(old, "Appendable")
        .withHeader("x-oss-next-append-position", Integer.toString(next));
  }

  private HttpResponse stored(byte[] before, String type) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(before);
    all.writeBytes(request.body().bytes());
    StoredObject object =
        StoredObject.of(Content.of(all.toByteArray())).withHeader("x-oss-object-type", type);
    for (Headers.Line line : request.headers().lines()) {
      if (isKept(line.name().toLowerCase(Locale.ROOT))) {
        object = object.withHeader(line.name(), line.value());
      }
    }
    objects.put(target.path(), object);
    return HttpResponse.of(200)
        .withHeader("ETag", object.validators().etag())
        .withHeader(
            "x-oss-hash-crc64ecma", Long.toUnsignedString(ContentDigest.crc64(object.content())));
  }

  private static boolean isKept(String name) {
    return name.startsWith("x-oss-meta-")
        || name.equals("x-oss-storage-class")
        || name.equals("content-type")
        || name.equals("content-encoding");
  }
}
