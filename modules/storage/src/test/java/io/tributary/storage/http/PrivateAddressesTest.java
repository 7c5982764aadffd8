package io.tributary.storage.http;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class PrivateAddressesTest extends JUnitSuite {

  @Test
  public void thisMachineItsNetworksAndMetadataServicesArePrivate() throws UnknownHostException {
    for (String address :
        List.of(
            "127.0.0.1",
            "127.9.9.9",
            "0.0.0.0",
            "0.1.2.3",
            "10.0.0.1",
            "172.16.0.1",
            "172.31.255.255",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "100.100.100.200",
            "100.127.255.255",
            "192.0.0.192",
            "198.18.0.1",
            "224.0.0.1",
            "240.0.0.1",
            "255.255.255.255",
            "::1",
            "::",
            "fe80::1",
            "fec0::1",
            "fc00::1",
            "fd00:ec2::254",
            "ff02::1",
            "::ffff:127.0.0.1",
            "::127.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::")) {
      assertTrue(address, PrivateAddresses.contains(InetAddress.getByName(address)));
    }
  }

  @Test
  public void theRestIsPublic() throws UnknownHostException {
    for (String address :
        List.of(
            "8.8.8.8",
            "1.1.1.1",
            "100.63.255.255",
            "100.128.0.1",
            "172.15.0.1",
            "172.32.0.1",
            "192.167.1.1",
            "192.1.0.1",
            "198.20.0.1",
            "223.255.255.255",
            "2001:4860:4860::8888",
            "64:ff9b::808:808",
            "2002:808:808::")) {
      assertFalse(address, PrivateAddresses.contains(InetAddress.getByName(address)));
    }
  }
}
