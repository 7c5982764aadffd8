package io.tributary.storage.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
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

  /**
   * The request as it goes on the wire: path and query byte for byte as in its target.
   *
   * @param userAgent unless the head has another
   */
  byte[] render(RequestHead head, String userAgent) {
    StringBuilder text = new StringBuilder(512);
    text.append(head.method()).append(' ').append(requestTarget(head.target()));
    text.append(" HTTP/1.1\r\n");
    if (!has(head, "Host")) {
      append(text, "Host", origin.hostHeader());
    }
    if (!has(head, "User-Agent")) {
      append(text, "User-Agent", userAgent);
    }
    head.headers().forEach(field -> append(text, field.name(), field.value()));
    if (absoluteForm()) {
      proxy
          .flatMap(Proxy::basicCredentials)
          .ifPresent(credentials -> append(text, "Proxy-Authorization", credentials));
    }
    if (head.kind() == RequestKind.RESTORE) {
      int length = head.body().getBytes(StandardCharsets.UTF_8).length;
      append(text, "Content-Length", Integer.toString(length));
    }
    return text.append("\r\n").append(head.body()).toString().getBytes(StandardCharsets.UTF_8);
  }

  private static boolean has(RequestHead head, String name) {
    for (HeaderField field : head.headers()) {
      if (field.is(name)) {
        return true;
      }
    }
    return false;
  }

  private static void append(StringBuilder text, String name, String value) {
    if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0 || value.indexOf(0) >= 0) {
      throw new IllegalArgumentException("a header that would end itself: " + name);
    }
    text.append(name).append(": ").append(value).append("\r\n");
  }

  private String requestTarget(URI target) {
    String path = target.getRawPath() == null ? "" : target.getRawPath();
    String query = target.getRawQuery() == null ? "" : "?" + target.getRawQuery();
    String originForm = (path.isEmpty() ? "/" : path) + query;
    return absoluteForm() ? origin + originForm : originForm;
  }
}
