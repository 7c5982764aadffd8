package io.tributary.testkit.network;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class FreePortsTest extends JUnitSuite {

  @Test
  public void portsDifferAndAreNoneThatTheSystemGivesAway() {
    List<Integer> ports = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      ports.add(FreePorts.onLoopback());
    }
    assertEquals(20, new HashSet<>(ports).size());
    assertTrue(ports.toString(), ports.stream().allMatch(port -> port >= 10_000 && port < 26_000));
  }

  @Test
  public void whatIsTakenOnOneOfTheAddressesIsNotFree() throws IOException {
    int port = FreePorts.on("127.0.0.1", "127.0.0.2");
    try (ServerSocket one = listen(port, "127.0.0.1")) {
      assertTrue(one.isBound());
      assertFalse(FreePorts.isFree(port, "127.0.0.2", "127.0.0.1"));
      assertTrue(FreePorts.isFree(port, "127.0.0.2"));
    }
  }

  @Test
  public void anAddressOfAnotherMachineIsRefused() {
    Assert.assertThrows(IllegalStateException.class, () -> FreePorts.on("192.0.2.1"));
  }

  private static ServerSocket listen(int port, String address) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getByName(address));
  }
}
