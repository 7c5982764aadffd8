package io.tributary.torture.fault;

import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.http.HttpRequest;
import io.tributary.testkit.http.HttpResponse;

/** Right headers over bytes from elsewhere in the object, where it has that many more. */
record Elsewhere(long byBytes) implements Fault {

  @Override
  public HttpResponse onResponse(HttpRequest request, HttpResponse response) {
    HttpResponse.Body body = response.body();
    boolean there = body.offset() + body.lengthBytes() + byBytes + 1 <= body.content().sizeBytes();
    return there ? Fault.bodyFromElsewhere(byBytes + 1).onResponse(request, response) : response;
  }
}
