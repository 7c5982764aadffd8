package io.tributary.testkit.object;

import io.tributary.core.range.ByteRange;
import io.tributary.testkit.http.Headers;
import io.tributary.testkit.http.HttpDate;
import io.tributary.testkit.http.HttpRequest;
import io.tributary.testkit.http.HttpResponse;
import io.tributary.testkit.http.HttpResponse.Body;
import io.tributary.testkit.http.RangeHeader;
import io.tributary.testkit.object.Delivery.Ranges;
import java.util.Optional;

/** GET and HEAD of one object, as RFC 9110 has it. */
public final class ObjectAnswer {
  private final HttpRequest request;
  private final StoredObject object;

  public ObjectAnswer(HttpRequest request, StoredObject object) {
    this.request = request;
    this.object = object;
  }

  /** 200, 206, 304, 412, 416, or the status that refuses HEAD. */
  public HttpResponse response() {
    return response(applicableRange());
  }

  /** The Range header, unless the object, the method or If-Range rule it out. */
  public Optional<RangeHeader> applicableRange() {
    boolean served = object.delivery().ranges() == Ranges.SERVED && !request.isHead();
    return served && new Preconditions(request, object.validators()).rangeApplies()
        ? request.range()
        : Optional.empty();
  }

  /** The same, for a range that the caller decided about. */
  public HttpResponse response(Optional<RangeHeader> range) {
    if (request.isHead() && object.delivery().headStatus() != 0) {
      return HttpResponse.of(object.delivery().headStatus());
    }
    int failed = new Preconditions(request, object.validators()).failedStatus();
    if (failed != 0) {
      return HttpResponse.of(failed).withHeaders(validatorHeaders());
    }
    return range.map(this::part).orElseGet(this::whole);
  }

  private HttpResponse whole() {
    return HttpResponse.of(200)
        .withHeaders(objectHeaders())
        .withBody(Body.of(object.content()))
        .withFraming(object.delivery().framing());
  }

  private HttpResponse part(RangeHeader range) {
    long size = object.content().sizeBytes();
    Optional<ByteRange> bytes = range.within(size);
    if (bytes.isEmpty()) {
      return HttpResponse.of(416).withHeader("Content-Range", "bytes */" + size);
    }
    String contentRange = "bytes " + bytes.get() + "/" + size;
    return whole()
        .withStatus(206)
        .withHeader("Content-Range", contentRange)
        .withBody(new Body(object.content(), bytes.get().start(), bytes.get().lengthBytes()));
  }

  private Headers objectHeaders() {
    Headers headers = validatorHeaders();
    for (Headers.Line line : object.headers().lines()) {
      headers = headers.plus(line.name(), line.value());
    }
    return switch (object.delivery().ranges()) {
      case SERVED -> headers.with("Accept-Ranges", "bytes");
      case REFUSED -> headers.with("Accept-Ranges", "none");
      case IGNORED -> headers;
    };
  }

  private Headers validatorHeaders() {
    Validators validators = object.validators();
    Headers headers = Headers.NONE;
    if (!validators.etag().isEmpty()) {
      headers = headers.with("ETag", validators.etag());
    }
    if (validators.hasDate()) {
      headers = headers.with("Last-Modified", HttpDate.format(validators.lastModified()));
    }
    return headers;
  }
}
