package io.tributary.storage.rules;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses in place of names, as URLs have them. Asks no name server. */
public final class AddressText {
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
  private static final Pattern DOTTED_QUAD = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");

  /** What resolvers may take for an address; no top-level domain is a number. */
  private static final Pattern ENDS_IN_NUMBER = Pattern.compile("(.*\\.)?(\\d+|0x[0-9a-f]*)\\.?");

  private AddressText() {}

  /** The address when {@code host} is one in digits, as it is written today. */
  public static Optional<InetAddress> literal(String host) {
    if (!hasColon(host) && !DOTTED_QUAD.matcher(host).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.getByName(host));
    } catch (UnknownHostException e) {
      return Optional.empty();
    }
  }

  /**
   * Whether it is another spelling of an address, or of none: 127.1, 0x7f000001 and the like have
   * no use today but to hide one.
   *
   * @param host in lower case
   */
  public static boolean isOddSpelling(String host) {
    return literal(host).isEmpty() && (hasColon(host) || ENDS_IN_NUMBER.matcher(host).matches());
  }

  private static boolean hasColon(String host) {
    return host.indexOf(':') >= 0;
  }
}
