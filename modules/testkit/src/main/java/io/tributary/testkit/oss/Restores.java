package io.tributary.testkit.oss;

import io.tributary.testkit.http.HttpRequest;
import io.tributary.testkit.http.HttpResponse;
import io.tributary.testkit.object.ObjectStore;
import io.tributary.testkit.object.StoredObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Archived objects, and RestoreObject, which makes them readable after a while. */
final class Restores {
  private static final String STORAGE_CLASS = "x-oss-storage-class";
  private static final Set<String> COLD = Set.of("Archive", "ColdArchive", "DeepColdArchive");

  private final ObjectStore objects;
  private final Duration time;
  private final Clock clock;
  private final Map<String, Instant> readableFrom = new ConcurrentHashMap<>();

  /**
   * @param time that it takes
   */
  Restores(ObjectStore objects, Duration time, Clock clock) {
    this.objects = objects;
    this.time = time;
    this.clock = clock;
  }

  HttpResponse answer(HttpRequest request, OssTarget target) {
    StoredObject object =
        objects
            .get(target.path())
            .orElseThrow(
                () -> new OssErrorException(404, "NoSuchKey", "The specified key does not exist."));
    if (!isCold(object)) {
      throw new OssErrorException(
          400, "OperationNotSupported", "The operation is not supported for this resource");
    }
    if (!new String(request.body().bytes(), java.nio.charset.StandardCharsets.UTF_8)
        .matches("(?s)\\s*<RestoreRequest>.*<Days>[1-9][0-9]*</Days>.*</RestoreRequest>\\s*")) {
      throw new OssErrorException(400, "MalformedXML", "The XML you provided was not well-formed");
    }
    if (readable(target.path(), object)) {
      return HttpResponse.of(200);
    }
    if (readableFrom.putIfAbsent(target.path(), clock.instant().plus(time)) != null) {
      throw new OssErrorException(
          409, "RestoreAlreadyInProgress", "The restore operation is in progress.");
    }
    return HttpResponse.of(202);
  }

  boolean unreadable(String path, StoredObject object) {
    return isCold(object) && !readable(path, object);
  }

  private static boolean isCold(StoredObject object) {
    return object.headers().first(STORAGE_CLASS).filter(COLD::contains).isPresent();
  }

  private boolean readable(String path, StoredObject object) {
    boolean says =
        object
            .headers()
            .first("x-oss-restore")
            .filter(value -> value.contains("ongoing-request=\"false\""))
            .isPresent();
    Instant from = readableFrom.get(path);
    return says || (from != null && !clock.instant().isBefore(from));
  }
}
