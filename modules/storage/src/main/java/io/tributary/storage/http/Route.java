package io.tributary.storage.http;

import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.model.headers.RawRequestURI;
import java.net.URI;
import java.util.Optional;

/** The way to an origin. */
record Route(Origin origin, Optional<Proxy> proxy) {

  /** Plain HTTP goes through a proxy in absolute form, as most proxies refuse to tunnel it. */
  private boolean absoluteForm() {
    return proxy.isPresent() && !origin.secure();
  }

  /** Where the TCP connection goes. */
  Origin nextHop() {
    return proxy.map(Proxy::origin).orElse(origin);
  }

  /** For people. */
  String display() {
    String host = origin.hostHeader();
    return proxy.map(via -> host + " through the proxy " + via.display()).orElse(host);
  }

  /** The request as it goes on the wire: path and query byte for byte as in its target. */
  HttpRequest render(RequestHead head) {
    HttpRequest request =
        HttpRequest.create("/")
            .withMethod(head.kind() == RequestKind.HEAD ? HttpMethods.HEAD : HttpMethods.GET)
            .addHeader(RawRequestURI.create(requestTarget(head.target())))
            .addHeader(RawHeader.create("Host", origin.hostHeader()));
    for (HeaderField field : head.headers()) {
      if (field.is("Host")) {
        request = request.removeHeader("Host");
      }
      request = request.addHeader(RawHeader.create(field.name(), field.value()));
    }
    Optional<String> credentials =
        absoluteForm() ? proxy.flatMap(Proxy::basicCredentials) : Optional.empty();
    return credentials.isEmpty()
        ? request
        : request.addHeader(RawHeader.create("Proxy-Authorization", credentials.get()));
  }

  private String requestTarget(URI target) {
    String path = target.getRawPath() == null ? "" : target.getRawPath();
    String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
    String originForm = (path.isEmpty() ? "/" : path) + query;
    return absoluteForm() ? origin + originForm : originForm;
  }
}
