package io.tributary.testkit.network;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Assert;
import org.junit.Assume;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.Timeout;
import org.scalatestplus.junit.JUnitSuite;

/**
 * Real namespaces, where the kernel lets us; in continuous integration their programs must be
 * there.
 */
public final class HostNetworkTest extends JUnitSuite {
  private static final int PORT = 7000;
  private static final Link SLOW = Link.of(40_000_000);

  /** Of the payload that full frames carry. */
  private static final double SLOW_BYTES_PER_SECOND = 5_000_000L * 1448 / 1514.0;

  private static final double TOLERANCE = 0.2;

  /** What is cut where it should not be is waited for in vain. */
  @Rule public final Timeout patience = Timeout.seconds(60);

  private HostNetwork network;

  @Before
  public void createNetwork() {
    assertFalse(
        "installed: " + HostNetwork.missingProgram(),
        System.getenv("CI") != null && HostNetwork.missingProgram().isPresent());
    String obstacle = HostNetwork.obstacle().orElse("");
    if (!obstacle.isEmpty()) {
      System.err.println("left out: " + obstacle);
    }
    Assume.assumeTrue(obstacle, obstacle.isEmpty());
    network = HostNetwork.create();
  }

  @After
  public void close() {
    if (network != null) {
      network.close();
    }
  }

  @Test
  public void aLinkIsAsFastAsItSaysInBothDirections() throws Exception {
    Host host = network.host("a", SLOW);
    start(host, "source", host.address(), "" + PORT);
    assertSlow("from the host", () -> Station.bytesPerSecond(host.address(), PORT));
    try (ServerSocket server =
        new ServerSocket(0, 10, InetAddress.getByName(network.hub().address()))) {
      serve(server);
      assertSlow("to the host", () -> speed(host, network.hub().address(), server.getLocalPort()));
    }
  }

  @Test
  public void hostsMayHaveAnotherLinkToEachOther() throws Exception {
    Host two = network.host("two-links", SLOW.betweenHosts(400_000_000));
    Host fast = network.host("fast", Link.of(400_000_000));
    start(fast, "source", fast.address(), "" + PORT);
    start(two, "source", two.address(), "" + PORT);
    assertSlow("to the hub", () -> Station.bytesPerSecond(two.address(), PORT));
    assertFast("between", () -> speed(two, fast.address(), PORT));
    assertFast("back", () -> speed(fast, two.address(), PORT));
  }

  /** A machine that is busy may send less in one second; more it never may. */
  private static void assertSlow(String what, Callable<Double> measurement) throws Exception {
    double fastest = 0;
    for (int i = 0; i < 5 && fastest < SLOW_BYTES_PER_SECOND * (1 - TOLERANCE); i++) {
      fastest = Math.max(fastest, measurement.call());
    }
    assertEquals(what, SLOW_BYTES_PER_SECOND, fastest, SLOW_BYTES_PER_SECOND * TOLERANCE);
  }

  private static void assertFast(String what, Callable<Double> measurement) throws Exception {
    double fastest = 0;
    for (int i = 0; i < 5 && fastest <= 2 * SLOW_BYTES_PER_SECOND; i++) {
      fastest = Math.max(fastest, measurement.call());
    }
    assertTrue(what + " as fast as " + fastest, fastest > 2 * SLOW_BYTES_PER_SECOND);
  }

  private static double speed(Host host, String address, int port) throws IOException {
    return Double.parseDouble(start(host, "speed", address, "" + port).line);
  }

  private static void serve(ServerSocket server) {
    new Thread(
            () -> {
              try {
                while (true) {
                  Station.fill(server.accept());
                }
              } catch (IOException closed) {
                // The test is over.
              }
            })
        .start();
  }

  @Test
  public void whatIsCutOneWayGoesTheOther() throws Exception {
    Host host = network.host("a", SLOW);
    Running echo = start(host, "echo", host.address(), "" + PORT);
    try (DatagramSocket socket = new DatagramSocket()) {
      assertEquals("answer 1", send(socket, host, 1));
      assertEquals("heard 1", echo.next());
      host.cutOutgoing();
      assertEquals("no answer", send(socket, host, 2));
      assertEquals("heard 2", echo.next());
      host.heal();
      host.cutIncoming();
      assertEquals("no answer", send(socket, host, 3));
      host.heal();
      assertEquals("answer 4", send(socket, host, 4));
      assertEquals("did not hear 3", "heard 4", echo.next());
      host.cut();
      assertEquals("no answer", send(socket, host, 5));
      host.heal();
      assertEquals("answer 6", send(socket, host, 6));
      assertEquals("did not hear 5", "heard 6", echo.next());
    }
  }

  @Test
  public void aWireBetweenTwoIsCutForThemAlone() throws Exception {
    Host one = network.host("one", SLOW);
    Host other = network.host("other", SLOW);
    Running echo = start(other, "echo", other.address(), "" + PORT);
    start(one, "source", one.address(), "" + PORT);
    try (DatagramSocket socket = new DatagramSocket()) {
      network.hub().cutTo(other);
      assertEquals("no answer", send(socket, other, 1));
      assertTrue(Station.bytesPerSecond(one.address(), PORT) > 0);
      network.hub().healTo(other);
      other.cutTo(network.hub());
      assertEquals("no answer", send(socket, other, 2));
      assertEquals("did not hear 1", "heard 2", echo.next());
      assertTrue("they reach each other", speed(other, one.address(), PORT) > 0);
      other.heal();
      assertEquals("answer 3", send(socket, other, 3));
    }
  }

  private static String send(DatagramSocket socket, Host host, int number) throws IOException {
    socket.setSoTimeout(2000);
    byte[] said = {(byte) number};
    socket.send(new DatagramPacket(said, 1, new InetSocketAddress(host.address(), PORT)));
    try {
      DatagramPacket answer = new DatagramPacket(new byte[1], 1);
      socket.receive(answer);
      return "answer " + answer.getData()[0];
    } catch (SocketTimeoutException silence) {
      return "no answer";
    }
  }

  @Test
  public void nothingIsLeftOfItWhenItIsClosed() throws Exception {
    Host host = network.host("a", SLOW);
    Process process = host.process(List.of("sleep", "1000")).start();
    String device = device(network.hub().address());
    network.close();
    assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    assertEquals("", device(network.hub().address()));
    assertFalse(Programs.run("ip", "netns", "list").contains(device + "-"));
    try (HostNetwork next = HostNetwork.create()) {
      network.close();
      assertNotEquals("closing twice harms no other", "", device(next.hub().address()));
    }
  }

  @Test
  public void whatAKilledProcessLeftGoesWithTheNextNetwork() throws Exception {
    Running killed = new Running(new ProcessBuilder(java("network")));
    String[] left = killed.line.split(" ", -1);
    String device = device(left[0]);
    try (HostNetwork second = HostNetwork.create()) {
      assertNotEquals("networks stand side by side", left[0], second.hub().address());
      assertTrue(runs(left[1]));
    }
    killed.process.destroyForcibly().waitFor();
    assertEquals("it is still there", device, device(left[0]));
    HostNetwork.create().close();
    assertEquals("", device(left[0]));
    assertFalse(Programs.run("ip", "netns", "list").contains(device + "-"));
    assertFalse(runs(left[1]));
  }

  /** What nobody has waited for yet has an id, but no program any more. */
  private static boolean runs(String id) {
    return ProcessHandle.of(Long.parseLong(id))
        .flatMap(process -> process.info().command())
        .isPresent();
  }

  /** This machine's device with an address; empty when it has none. */
  private static String device(String address) {
    return Programs.run("ip", "-oneline", "address")
        .lines()
        .filter(line -> line.contains(" " + address + "/"))
        .map(line -> line.split(" +", 3)[1])
        .findFirst()
        .orElse("");
  }

  @Test
  public void aNameThatIsTakenIsRefused() {
    network.host("a", SLOW);
    Assert.assertThrows(UncheckedIOException.class, () -> network.host("a", SLOW));
    Assert.assertThrows(IllegalArgumentException.class, () -> network.host("a/b", SLOW));
    Assert.assertThrows(IllegalArgumentException.class, () -> network.host("switch", SLOW));
    Assert.assertThrows(IllegalArgumentException.class, () -> Link.of(1000));
  }

  private static Running start(Host host, String... arguments) throws IOException {
    return new Running(host.process(java(arguments)));
  }

  private static List<String> java(String... arguments) {
    String classes = String.join(":", directory(Station.class), directory(HostNetwork.class));
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-cp", classes, Station.class.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  private static String directory(Class<?> type) {
    return type.getProtectionDomain().getCodeSource().getLocation().getPath();
  }

  /** A process that has said its first line. */
  private static final class Running {
    private final Process process;
    private final BufferedReader out;
    private final String line;

    Running(ProcessBuilder builder) throws IOException {
      process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
      out = process.inputReader();
      line = next();
    }

    String next() throws IOException {
      return out.readLine();
    }
  }
}
