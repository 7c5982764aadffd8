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
import java.time.Duration;
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
  private static final int MOST_MEASUREMENTS = 5;

  private static final Duration ANSWER = Duration.ofSeconds(30);
  private static final Duration SILENCE = Duration.ofSeconds(1);

  /** What is cut where it should not be is waited for in vain. */
  @Rule public final Timeout patience = Timeout.seconds(300);

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

  /**
   * On a machine that is busy less may come in one second, or more: what has waited in the socket
   * while nobody read it.
   */
  private static void assertSlow(String what, Callable<Double> measurement) throws Exception {
    double measured = measurement.call();
    for (int i = 1; i < MOST_MEASUREMENTS && !isSlow(measured); i++) {
      measured = measurement.call();
    }
    assertEquals(what, SLOW_BYTES_PER_SECOND, measured, SLOW_BYTES_PER_SECOND * TOLERANCE);
  }

  private static boolean isSlow(double bytesPerSecond) {
    return Math.abs(bytesPerSecond - SLOW_BYTES_PER_SECOND) <= SLOW_BYTES_PER_SECOND * TOLERANCE;
  }

  private static void assertFast(String what, Callable<Double> measurement) throws Exception {
    double fastest = 0;
    for (int i = 0; i < MOST_MEASUREMENTS && fastest <= 2 * SLOW_BYTES_PER_SECOND; i++) {
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
      assertTrue(answers(socket, host, 1, ANSWER));
      assertEquals("heard 1", echo.next());
      host.cutOutgoing();
      assertFalse(answers(socket, host, 2, SILENCE));
      assertEquals("heard 2", echo.next());
      host.heal();
      host.cutIncoming();
      assertFalse(answers(socket, host, 3, SILENCE));
      host.heal();
      assertTrue(answers(socket, host, 4, ANSWER));
      assertEquals("did not hear 3", "heard 4", echo.next());
      host.cut();
      assertFalse(answers(socket, host, 5, SILENCE));
      host.heal();
      assertTrue(answers(socket, host, 6, ANSWER));
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
      assertFalse(answers(socket, other, 1, SILENCE));
      assertTrue(Station.bytesPerSecond(one.address(), PORT) > 0);
      network.hub().healTo(other);
      other.cutTo(network.hub());
      assertFalse(answers(socket, other, 2, SILENCE));
      assertEquals("did not hear 1", "heard 2", echo.next());
      assertTrue("they reach each other", speed(other, one.address(), PORT) > 0);
      other.heal();
      assertTrue(answers(socket, other, 3, ANSWER));
    }
  }

  /** Whether it answers this number within that time; a late answer to another one is not it. */
  private static boolean answers(DatagramSocket socket, Host host, int number, Duration patience)
      throws IOException {
    socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
    byte[] said = {(byte) number};
    socket.send(new DatagramPacket(said, 1, new InetSocketAddress(host.address(), PORT)));
    DatagramPacket answer = new DatagramPacket(new byte[1], 1);
    try {
      do {
        socket.receive(answer);
      } while (answer.getData()[0] != number);
      return true;
    } catch (SocketTimeoutException silence) {
      return false;
    }
  }

  @Test
  public void nothingIsLeftOfItWhenItIsClosed() throws Exception {
    Host host = network.host("of-" + ProcessHandle.current().pid(), SLOW);
    Process process = host.process(List.of("sleep", "1000")).start();
    String device = device(network.hub().address());
    Owner owner = Owner.of(device).orElseThrow();
    network.close();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    assertGone(device, owner, host.name());
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
    Owner owner = Owner.of(device).orElseThrow();
    try (HostNetwork second = HostNetwork.create()) {
      assertNotEquals("networks stand side by side", left[0], second.hub().address());
      assertTrue(runs(left[1]));
    }
    // Any other process that makes a network would remove it.
    String stillThere =
        NetworkNames.locked(
            () -> {
              killed.process.destroyForcibly().onExit().join();
              return device(left[0]);
            });
    assertEquals("it is still there", device, stillThere);
    HostNetwork.create().close();
    assertGone(device, owner, Station.leftBy(owner.processId()));
    assertFalse(runs(left[1]));
  }

  /** Its number, and with it all names but that of its host, may be another process's at once. */
  private static void assertGone(String device, Owner owner, String host) {
    assertFalse(Programs.run("ip", "netns", "list").contains(device + "-" + host));
    boolean gone =
        NetworkNames.locked(
            () -> !new Namespace(device + "-switch").exists() || !isOf(device, owner));
    assertTrue(device, gone);
  }

  private static boolean isOf(String device, Owner owner) {
    return Owner.of(device).map(owner::equals).orElse(true);
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
