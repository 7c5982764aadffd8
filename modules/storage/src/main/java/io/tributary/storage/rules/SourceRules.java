package io.tributary.storage.rules;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import com.typesafe.config.Config;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.FileLocator;
import io.tributary.core.locator.HttpLocator;
import io.tributary.core.locator.Locator;
import io.tributary.core.locator.ParsedLocator;
import java.net.InetAddress;
import java.util.List;

/**
 * The block {@code tributary.source}: from where this node may fetch, whoever asks, and which
 * addresses it never connects to, whatever led there. Thread-safe.
 */
public final class SourceRules implements Extension {
  private static final Id ID = new Id();

  /** Everything is allowed. */
  public static final SourceRules NONE = new SourceRules(List.of(), List.of());

  private final List<PlacePattern> allowed;
  private final List<AddressRange> forbidden;

  private static final class Id extends ExtensionId<SourceRules> {
    @Override
    public SourceRules createExtension(ActorSystem<?> system) {
      return of(system.settings().config());
    }
  }

  private SourceRules(List<PlacePattern> allowed, List<AddressRange> forbidden) {
    this.allowed = allowed;
    this.forbidden = forbidden;
  }

  public static SourceRules get(ActorSystem<?> system) {
    return ID.apply(system);
  }

  /**
   * Reads them.
   *
   * @throws IllegalArgumentException that quotes what cannot be understood
   */
  public static SourceRules of(Config root) {
    Config source = root.getConfig("tributary.source");
    return new SourceRules(
        source.getStringList("allowed").stream().map(PlacePattern::parse).toList(),
        source.getStringList("forbidden-addresses").stream().map(AddressRange::parse).toList());
  }

  /** Whether no connection is made to this address. */
  public boolean forbids(InetAddress address) {
    return forbidden.stream().anyMatch(range -> range.contains(address));
  }

  /** The same of a host that somebody else will resolve, as far as its spelling shows it. */
  public boolean forbidsName(String host) {
    return !forbidden.isEmpty()
        && (AddressText.isOddSpelling(host)
            || AddressText.literal(host).filter(this::forbids).isPresent());
  }

  /**
   * Requires that this node may fetch from there; asks no name server.
   *
   * @param endpoint another server of the bucket than the usual one; empty for that
   * @throws TributaryException ACCESS_DENIED when it may not
   */
  public void require(Locator locator, String endpoint) {
    if (locator instanceof FileLocator) {
      return;
    }
    requireOne(locator, locator);
    if (!endpoint.isEmpty() && !(locator instanceof HttpLocator)) {
      String url = endpoint.contains("://") ? endpoint : "https://" + endpoint;
      requireOne(ParsedLocator.parse(url).locator(), locator);
    }
  }

  private void requireOne(Locator server, Locator object) {
    if (server instanceof HttpLocator url && forbidsName(url.host())) {
      throw forbidden(object.display(), url.host());
    }
    if (!allowed.isEmpty() && allowed.stream().noneMatch(pattern -> pattern.matches(server))) {
      throw new Failure(
              FailureKind.ACCESS_DENIED,
              "fetch",
              object.display(),
              "'" + server.scheme() + "' from there is not among the sources that are allowed here",
              "name another source, or add it to tributary.source.allowed on all nodes")
          .asException();
    }
  }

  /** That something leads to an address which is never connected to. */
  public static TributaryException forbidden(String target, String host) {
    return new Failure(
            FailureKind.ACCESS_DENIED,
            "connect to",
            target,
            "'" + host + "' is an address that this node never connects to",
            "name another source; tributary.source.forbidden-addresses says which they are")
        .asException();
  }
}
