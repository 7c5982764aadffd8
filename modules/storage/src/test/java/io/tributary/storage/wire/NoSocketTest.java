package io.tributary.storage.wire;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A process that may open no further socket says so, whatever its peer. */
public final class NoSocketTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void aLackOfDescriptorsIsNotTakenForThePeersFault() throws Exception {
    Path said = folder.newFile().toPath();
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -n 256 && exec \"$0\" -cp \"$1\" \"$2\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                System.getProperty("java.class.path"),
                Main.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    boolean ended = process.waitFor(120, TimeUnit.SECONDS);
    process.destroyForcibly();
    assertTrue("it does not end: " + Files.readString(said), ended);
    assertEquals(Files.readString(said), 0, process.exitValue());
    assertEquals("no socket", Files.readString(said).strip());
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
