package io.tributary.testkit.network;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;

/**
 * What the hosts of tests run. Each says a line when it is ready, and goes on until it is killed.
 */
final class Station {
  private static final int BLOCK_BYTES = 64 << 10;

  private Station() {}

  public static void main(String[] arguments) throws Exception {
    switch (arguments[0]) {
      case "source" -> source(arguments[1], Integer.parseInt(arguments[2]));
      case "speed" ->
          System.out.println(bytesPerSecond(arguments[1], Integer.parseInt(arguments[2])));
      case "echo" -> echo(arguments[1], Integer.parseInt(arguments[2]));
      case "network" -> network();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  /** Sends without end to whoever connects. */
  static void source(String address, int port) throws IOException {
    try (ServerSocket server = new ServerSocket(port, 10, InetAddress.getByName(address))) {
      System.out.println("ready");
      while (true) {
        Socket socket = server.accept();
        new Thread(() -> fill(socket)).start();
      }
    }
  }

  static void fill(Socket socket) {
    byte[] block = new byte[BLOCK_BYTES];
    try (socket;
        OutputStream out = socket.getOutputStream()) {
      while (true) {
        out.write(block);
      }
    } catch (IOException closed) {
      // The other side has enough.
    }
  }

  /** What comes from a source in one second, after the first half a second. */
  static double bytesPerSecond(String address, int port) throws IOException {
    byte[] block = new byte[BLOCK_BYTES];
    try (Socket socket = new Socket(address, port);
        InputStream in = socket.getInputStream()) {
      for (long begin = System.nanoTime(); System.nanoTime() - begin < 500_000_000L; ) {
        in.read(block);
      }
      long bytes = 0;
      long begin = System.nanoTime();
      do {
        bytes += in.read(block);
      } while (System.nanoTime() - begin < 1_000_000_000L);
      return bytes * 1e9 / (System.nanoTime() - begin);
    }
  }

  /** Says what it hears, and sends it back. */
  private static void echo(String address, int port) throws IOException {
    try (DatagramSocket socket = new DatagramSocket(port, InetAddress.getByName(address))) {
      System.out.println("ready");
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[1], 1);
        socket.receive(packet);
        System.out.println("heard " + packet.getData()[0]);
        socket.send(packet);
      }
    }
  }

  /** The host of a process that is killed: one that no other process has. */
  static String leftBy(long processId) {
    return "left-" + processId;
  }

  private static void network() throws Exception {
    HostNetwork network = HostNetwork.create();
    Host host = network.host(leftBy(ProcessHandle.current().pid()), Link.of(10_000_000));
    Process process = host.process(java.util.List.of("sleep", "1000")).start();
    System.out.println(network.hub().address() + " " + process.pid());
    new CountDownLatch(1).await();
  }
}
