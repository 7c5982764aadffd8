package io.tributary.storage.http;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A request about to be sent. {@code Host}, {@code User-Agent} and {@code Connection} are not in
 * {@code headers}: the connection adds them, unless they are set here.
 *
 * @param target full URL; its raw path and raw query go on the wire unchanged
 * @param headers all others, those of the user and of the range included
 * @param body text that follows, whose length the connection announces; empty for none
 */
public record RequestHead(RequestKind kind, URI target, List<HeaderField> headers, String body) {

  public RequestHead {
    requireNonNull(kind, "kind");
    requireNonNull(target, "target");
    requireNonNull(body, "body");
    headers = List.copyOf(headers);
  }

  /** Without a body. */
  public RequestHead(RequestKind kind, URI target, List<HeaderField> headers) {
    this(kind, target, headers, "");
  }

  public String method() {
    return kind.method();
  }

  /** With one more header; an earlier one of the same name is replaced. */
  public RequestHead with(String name, String value) {
    return withAll(Map.of(name, value));
  }

  /** With more headers; earlier ones of the same names are replaced. */
  public RequestHead withAll(Map<String, String> more) {
    List<HeaderField> all = new ArrayList<>(headers.size() + more.size());
    for (HeaderField field : headers) {
      if (more.keySet().stream().noneMatch(field::is)) {
        all.add(field);
      }
    }
    more.forEach((name, value) -> all.add(new HeaderField(name, value)));
    return new RequestHead(kind, target, all, body);
  }

  /** To another URL, such as one signed in its query. */
  public RequestHead withTarget(URI changed) {
    return new RequestHead(kind, changed, headers, body);
  }

  @Override
  public String toString() {
    return method()
        + " "
        + target.getScheme()
        + "://"
        + target.getRawAuthority()
        + " ("
        + kind
        + ")";
  }
}
