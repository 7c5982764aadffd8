package io.tributary.testkit.object;

import io.tributary.testkit.http.HttpDate;
import io.tributary.testkit.http.HttpRequest;
import io.tributary.testkit.http.HttpResponse;
import io.tributary.testkit.http.Service;
import java.time.Instant;
import java.util.Optional;

/** A web server of objects: GET and HEAD, 404 for the rest; {@code ?versionId=} is understood. */
public final class PlainService implements Service {
  private final ObjectStore objects;

  public PlainService(ObjectStore objects) {
    this.objects = objects;
  }

  @Override
  public HttpResponse answer(HttpRequest request) {
    return undated(request).withHeader("Date", HttpDate.format(Instant.now()));
  }

  private HttpResponse undated(HttpRequest request) {
    if (!request.isHead() && !request.method().equals("GET")) {
      return HttpResponse.text(405, "only GET and HEAD\n").withHeader("Allow", "GET, HEAD");
    }
    Optional<String> version = request.query().first("versionId");
    Optional<StoredObject> object =
        version.isPresent()
            ? objects.get(request.path(), version.get())
            : objects.get(request.path());
    return object
        .map(found -> new ObjectAnswer(request, found).response())
        .orElseGet(() -> HttpResponse.text(404, "no such object\n"));
  }
}
