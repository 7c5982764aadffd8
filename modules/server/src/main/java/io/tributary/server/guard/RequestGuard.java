package io.tributary.server.guard;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Refuses what another site makes a browser do: requests to a name that is not ours but leads here
 * (DNS rebinding), and changes that come from another site's page. Thread-safe.
 *
 * <p>Names are looked at only where no token keeps others out: a foreign page does not know it.
 * Addresses are always answered, for a browser is led astray by a name alone.
 */
public final class RequestGuard {
  private static final Pattern ADDRESS =
      Pattern.compile("[0-9]{1,3}([.][0-9]{1,3}){3}|\\[[0-9a-f:.]+]");
  private static final Pattern BARE_IPV6 = Pattern.compile("[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*");

  private final String own;
  private final Set<String> names;
  private final boolean token;

  /**
   * @param host the address that is listened on
   * @param names what else this node is called by browsers: {@code host} or {@code host:port}
   * @param token whether every request needs one
   */
  public RequestGuard(String host, List<String> names, boolean token) {
    this.names = Set.copyOf(names.stream().map(RequestGuard::asInUrls).toList());
    this.own = asInUrls(host);
    this.token = token;
  }

  /**
   * Why a request is not answered.
   *
   * @param what the header, and what it says
   */
  public record Refusal(String what, String reason, String advice) {}

  /** Empty when it may be answered. */
  public Optional<Refusal> refuses(HttpRequest request) {
    String host = lower(header(request, "Host").orElse(""));
    if (!token && !ours(host)) {
      return Optional.of(
          new Refusal(
              "a request to the host '" + host + "'",
              "this node is not known by that name, and another site may have led the browser here",
              "use the node's address, or add the name to tributary.http.names"));
    }
    Optional<String> origin = header(request, "Origin").map(RequestGuard::lower);
    if (origin.isPresent()
        && !Role.READING.contains(request.method().name())
        && !sameSite(origin.get(), host)) {
      return Optional.of(
          new Refusal(
              "a change that a page of '" + origin.get() + "' asks for",
              "only this node's own page may",
              "use the page of this node, or add that page's host to tributary.http.names"));
    }
    return Optional.empty();
  }

  private boolean ours(String host) {
    String name = withoutPort(host);
    return name.equals("localhost")
        || name.equals(own)
        || ADDRESS.matcher(name).matches()
        || names.contains(name)
        || names.contains(host);
  }

  private boolean sameSite(String origin, String host) {
    String from = origin.replaceFirst("^https?://", "");
    return !from.equals(origin)
        && (from.equals(host) || names.contains(from) || names.contains(withoutPort(from)));
  }

  private static String asInUrls(String host) {
    String lower = lower(host);
    return BARE_IPV6.matcher(lower).matches() ? "[" + lower + "]" : lower;
  }

  private static String withoutPort(String host) {
    return host.replaceFirst(":[0-9]*$", "");
  }

  private static Optional<String> header(HttpRequest request, String name) {
    return request.getHeader(name).map(HttpHeader::value);
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }
}
