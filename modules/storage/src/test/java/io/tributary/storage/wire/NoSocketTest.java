package io.tributary.storage.wire;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** A process that may open no further socket says so, whatever its peer. */
public final class NoSocketTest {

  @Test
  public void aLackOfDescriptorsIsNotTakenForThePeersFault() throws Exception {
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -n 256 && exec \"$0\" -cp \"$1\" \"$2\" 2>&1",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                System.getProperty("java.class.path"),
                Main.class.getName())
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(said, 0, process.waitFor());
    assertEquals("no socket", said.strip());
  }

  /** Takes all descriptors, then connects. */
  public static final class Main {
    private Main() {}

    public static void main(String[] arguments) throws IOException {
      try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        InetSocketAddress address =
            new InetSocketAddress(server.getInetAddress(), server.getLocalPort());
        // Classes are read before no file can be opened any more.
        PlainWire.connect(address, Duration.ofSeconds(5)).close();
        String answer = connectWithoutDescriptors(address);
        System.out.println(answer);
      }
    }

    private static String connectWithoutDescriptors(InetSocketAddress address) throws IOException {
      IOException none = new PlainWire.NoSocketException(new IOException("loads the class"));
      List<SocketChannel> taken = new ArrayList<>();
      try {
        while (true) {
          taken.add(SocketChannel.open());
        }
      } catch (IOException exhausted) {
        none.addSuppressed(exhausted);
      }
      try {
        PlainWire.connect(address, Duration.ofSeconds(5)).close();
        return "connected";
      } catch (PlainWire.NoSocketException e) {
        return e.getMessage();
      } finally {
        for (SocketChannel each : taken) {
          each.close();
        }
      }
    }
  }
}
