package io.tributary.storage.http;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.storage.rules.AddressText;
import io.tributary.storage.rules.SourceRules;
import java.net.InetAddress;
import java.util.List;
import java.util.function.Predicate;

/**
 * Keeps a public server from sending us into private networks, be it by a redirect or by another
 * answer of its name server (DNS rebinding): once the object's own host has shown public addresses,
 * private ones are refused. Addresses that the node never connects to are refused whatever led
 * there, were it the user. The check is on the very address that is then connected to.
 */
final class AddressGuard {
  private final Origin start;
  private final boolean allowPrivate;
  private final Predicate<InetAddress> isPrivate;
  private final SourceRules rules;
  private volatile boolean startIsPublic;

  AddressGuard(
      Origin start, boolean allowPrivate, Predicate<InetAddress> isPrivate, SourceRules rules) {
    this.start = start;
    this.allowPrivate = allowPrivate;
    this.isPrivate = isPrivate;
    this.rules = rules;
  }

  /** The addresses of {@code origin} that may be connected to; fails when none is left. */
  List<InetAddress> allowed(Origin origin, List<InetAddress> found) {
    List<InetAddress> resolved = found.stream().filter(address -> !rules.forbids(address)).toList();
    if (resolved.isEmpty() && !found.isEmpty()) {
      throw SourceRules.forbidden(origin.toString(), found.get(0).getHostAddress());
    }
    if (allowPrivate) {
      return resolved;
    }
    List<InetAddress> open = resolved.stream().filter(address -> !isPrivate.test(address)).toList();
    if (origin.equals(start) && open.size() == resolved.size()) {
      startIsPublic = true;
    }
    if (!startIsPublic) {
      return resolved;
    }
    if (open.isEmpty()) {
      throw refused(origin);
    }
    return open;
  }

  /**
   * The same for a target behind a proxy, which resolves names itself: only what the URL says can
   * be checked.
   */
  void checkName(Origin origin) {
    if (rules.forbidsName(origin.host())) {
      throw SourceRules.forbidden(origin.toString(), origin.host());
    }
    if (!allowPrivate && !namesPrivateHost(start) && namesPrivateHost(origin)) {
      throw refused(origin);
    }
  }

  private boolean namesPrivateHost(Origin origin) {
    String host = origin.host();
    return AddressText.isOddSpelling(host)
        || host.equals("localhost")
        || host.endsWith(".localhost")
        || AddressText.literal(host).filter(isPrivate).isPresent();
  }

  private static RuntimeException refused(Origin origin) {
    return new Failure(
            FailureKind.PROTOCOL,
            "follow the server to",
            origin.toString(),
            "a public server leads to a private address",
            "allow private redirects only if you trust that server")
        .asException();
  }
}
