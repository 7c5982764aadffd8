package io.tributary.storage.rules;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** Addresses that begin alike: {@code 169.254.0.0/16}, {@code fe80::/10}, or a single one. */
record AddressRange(InetAddress first, int prefixBits) {
  private static final Pattern DIGITS = Pattern.compile("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException that quotes what is none
   */
  static AddressRange parse(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    try {
      if (DIGITS.matcher(address).matches()) {
        InetAddress first = InetAddress.getByName(address);
        int bits = first.getAddress().length * Byte.SIZE;
        int prefix = slash < 0 ? bits : Integer.parseInt(text.substring(slash + 1));
        if (prefix >= 0 && prefix <= bits) {
          return new AddressRange(first, prefix);
        }
      }
    } catch (UnknownHostException | NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' is no range of addresses", e);
    }
    throw new IllegalArgumentException("'" + text + "' is no range of addresses");
  }

  /** Also of an IPv6 address that stands for one of IPv4. */
  boolean contains(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (bytes.length == first.getAddress().length && beginsAlike(bytes, first.getAddress())) {
      return true;
    }
    return address instanceof Inet6Address && embeds(bytes);
  }

  private boolean beginsAlike(byte[] one, byte[] other) {
    for (int bit = 0; bit < prefixBits; bit++) {
      int mask = 0x80 >> bit % Byte.SIZE;
      if (((one[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /** 64:ff9b::/96 (NAT64), ::/96 and 2002::/16 (6to4) carry an IPv4 address. */
  private boolean embeds(byte[] bytes) {
    boolean translated = bytes[0] == 0 && bytes[1] == 0x64 && bytes[2] == -1 && bytes[3] == -101;
    boolean compatible = allZero(bytes, 12);
    int offset = translated || compatible ? 12 : 2;
    boolean sixToFour = bytes[0] == 0x20 && bytes[1] == 0x02;
    return (translated || compatible || sixToFour)
        && contains(address(Arrays.copyOfRange(bytes, offset, offset + 4)));
  }

  private static boolean allZero(byte[] bytes, int end) {
    for (int i = 0; i < end; i++) {
      if (bytes[i] != 0) {
        return false;
      }
    }
    return true;
  }

  private static InetAddress address(byte[] bytes) {
    try {
      return InetAddress.getByAddress(bytes);
    } catch (UnknownHostException e) {
      throw new IllegalStateException("four bytes are an address", e);
    }
  }
}
