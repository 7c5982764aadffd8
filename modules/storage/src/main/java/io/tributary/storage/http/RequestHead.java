package io.tributary.storage.http;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * A request about to be sent. {@code Host}, {@code User-Agent} and {@code Connection} are not in
 * {@code headers}: the connection adds them, unless they are set here.
 *
 * @param target full URL; its raw path and raw query go on the wire unchanged
 * @param headers all others, those of the user and of the range included
 */
public record RequestHead(RequestKind kind, URI target, List<HeaderField> headers) {

  public RequestHead {
    requireNonNull(kind, "kind");
    requireNonNull(target, "target");
    headers = List.copyOf(headers);
  }

  public String method() {
    return kind.method();
  }

  /** With one more header; an earlier one of the same name is replaced. */
  public RequestHead with(String name, String value) {
    List<HeaderField> changed =
        Stream.concat(
                headers.stream().filter(field -> !field.is(name)),
                Stream.of(new HeaderField(name, value)))
            .toList();
    return new RequestHead(kind, target, changed);
  }

  /** To another URL, such as one signed in its query. */
  public RequestHead withTarget(URI changed) {
    return new RequestHead(kind, changed, headers);
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
