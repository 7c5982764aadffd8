package io.tributary.storage.http;

import io.tributary.storage.rules.AddressText;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Which proxy leads to an origin: the one given, else as curl reads the environment. {@code
 * HTTP_PROXY} in capitals is not read, because web servers set it from a request's {@code Proxy}
 * header (CVE-2016-5385).
 */
final class ProxySelection {
  private final Optional<Proxy> given;
  private final Map<String, String> environment;

  /**
   * @param given proxy URL; empty to follow the environment
   */
  ProxySelection(String given, Map<String, String> environment) {
    this.given = given.isBlank() ? Optional.empty() : Optional.of(Proxy.parse(given.strip()));
    this.environment = environment;
  }

  Optional<Proxy> forOrigin(Origin origin) {
    if (given.isPresent()) {
      return given;
    }
    String specific = origin.secure() ? first("https_proxy", "HTTPS_PROXY") : first("http_proxy");
    String proxy = specific.isEmpty() ? first("all_proxy", "ALL_PROXY") : specific;
    boolean direct = proxy.isEmpty() || exempt(origin.host(), first("no_proxy", "NO_PROXY"));
    return direct ? Optional.empty() : Optional.of(Proxy.parse(proxy));
  }

  private String first(String... names) {
    for (String name : names) {
      String value = environment.getOrDefault(name, "").strip();
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  private static boolean exempt(String host, String noProxy) {
    return Arrays.stream(noProxy.toLowerCase(Locale.ROOT).split("[,\\s]+"))
        .filter(entry -> !entry.isEmpty())
        .anyMatch(entry -> matches(host, entry));
  }

  private static boolean matches(String host, String entry) {
    if (entry.equals("*")) {
      return true;
    }
    Optional<InetAddress> address = AddressText.literal(host);
    if (address.isPresent()) {
      return matchesAddress(address.get(), entry);
    }
    String domain = entry.replaceFirst("^\\*?\\.", "").replaceFirst("\\.$", "");
    return host.equals(domain) || host.endsWith("." + domain);
  }

  private static boolean matchesAddress(InetAddress host, String entry) {
    int slash = entry.indexOf('/');
    String network = (slash < 0 ? entry : entry.substring(0, slash)).replaceAll("[\\[\\]]", "");
    Optional<InetAddress> address = AddressText.literal(network);
    if (address.isEmpty() || address.get().getClass() != host.getClass()) {
      return false;
    }
    byte[] wanted = address.get().getAddress();
    int bits = slash < 0 ? wanted.length * 8 : prefixBits(entry.substring(slash + 1));
    return bits >= 0 && bits <= wanted.length * 8 && samePrefix(host.getAddress(), wanted, bits);
  }

  private static int prefixBits(String text) {
    return text.matches("\\d{1,3}") ? Integer.parseInt(text) : -1;
  }

  private static boolean samePrefix(byte[] left, byte[] right, int bits) {
    for (int bit = 0; bit < bits; bit++) {
      int mask = 0x80 >> (bit % 8);
      if ((left[bit / 8] & mask) != (right[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
