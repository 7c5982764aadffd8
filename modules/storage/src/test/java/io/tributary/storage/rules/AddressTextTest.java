package io.tributary.storage.rules;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Which hosts are addresses, and which only look like one. */
public final class AddressTextTest extends JUnitSuite {

  @Test
  public void digitsAreAnAddressAndNothingElseIs() throws Exception {
    for (String address : List.of("192.0.2.1", "0.0.0.0", "255.255.255.255", "::1", "[fe80::1]")) {
      assertEquals(
          address,
          InetAddress.getByName(address),
          AddressText.literal(address).orElseThrow(() -> new AssertionError(address)));
      assertFalse(address, AddressText.isOddSpelling(address));
    }
    for (String name : List.of("example", "1.2.3", "256.1.1.1", "1.2.3.4.example", "01.2.3.4")) {
      assertTrue(name, AddressText.literal(name).isEmpty());
    }
  }

  @Test
  public void oldSpellingsAreTold() {
    for (String old :
        List.of(
            "127.1",
            "2130706433",
            "0x7f000001",
            "0x7f.1",
            "0x",
            "0177.0.0.1",
            "127.0.0.1.",
            "1.2.3.256",
            "1.2.3.4.5",
            "fe80::1::2")) {
      assertTrue(old, AddressText.isOddSpelling(old));
      assertTrue(old, AddressText.literal(old).isEmpty());
    }
    for (String name : List.of("h4", "4h", "1.example", "0x7f.example", "example.0y1", "", "x1.")) {
      assertFalse(name, AddressText.isOddSpelling(name));
    }
  }
}
