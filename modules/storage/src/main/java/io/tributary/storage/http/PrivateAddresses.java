package io.tributary.storage.http;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/**
 * Addresses that a public server has no business sending anyone to: this machine, its networks, the
 * metadata services of clouds (IANA's special-purpose address registries).
 */
final class PrivateAddresses {
  private PrivateAddresses() {}

  static boolean contains(InetAddress address) {
    if (address.isLoopbackAddress()
        || address.isAnyLocalAddress()
        || address.isLinkLocalAddress()
        || address.isSiteLocalAddress()
        || address.isMulticastAddress()) {
      return true;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet6Address ? privateV6(bytes) : privateV4(bytes);
  }

  private static boolean privateV4(byte[] bytes) {
    int first = bytes[0] & 0xFF;
    int second = bytes[1] & 0xFF;
    int third = bytes[2] & 0xFF;
    return switch (first) {
      case 0 -> true;
      // Carrier-grade NAT, where Alibaba Cloud keeps its metadata service and internal endpoints.
      case 100 -> second >= 64 && second <= 127;
      case 192 -> second == 0 && (third == 0 || third == 2);
      case 198 -> second == 18 || second == 19 || (second == 51 && third == 100);
      case 203 -> second == 0 && third == 113;
      default -> first >= 240;
    };
  }

  private static boolean privateV6(byte[] bytes) {
    boolean uniqueLocal = (bytes[0] & 0xFE) == 0xFC;
    if (uniqueLocal) {
      return true;
    }
    // 64:ff9b::/96 (NAT64), 2002::/16 (6to4) and ::/96 carry an IPv4 address.
    if (startsWith(bytes, 0x00, 0x64, 0xFF, 0x9B) || zeroUntil(bytes, 12)) {
      return embeddedIsPrivate(bytes, 12);
    }
    return startsWith(bytes, 0x20, 0x02) && embeddedIsPrivate(bytes, 2);
  }

  private static boolean embeddedIsPrivate(byte[] bytes, int offset) {
    try {
      return contains(InetAddress.getByAddress(Arrays.copyOfRange(bytes, offset, offset + 4)));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }

  private static boolean startsWith(byte[] bytes, int... prefix) {
    for (int i = 0; i < prefix.length; i++) {
      if ((bytes[i] & 0xFF) != prefix[i]) {
        return false;
      }
    }
    return true;
  }

  private static boolean zeroUntil(byte[] bytes, int end) {
    for (int i = 0; i < end; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }
}
