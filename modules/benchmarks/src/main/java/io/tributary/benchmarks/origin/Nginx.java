package io.tributary.benchmarks.origin;

import io.tributary.testkit.network.FreePorts;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * An nginx of our own on free ports, of loopback unless said otherwise; it has nothing to do with
 * the machine's service.
 */
public final class Nginx implements AutoCloseable {
  private static final long START_NANOS = TimeUnit.SECONDS.toNanos(10);
  private static final int CONNECT_MILLIS = 200;

  private final Process process;
  private final NginxConfiguration configuration;
  private final AccessLog accessLog;

  private Nginx(Process process, NginxConfiguration configuration) {
    this.process = process;
    this.configuration = configuration;
    this.accessLog = new AccessLog(configuration.accessLog());
  }

  /**
   * Returns when the server accepts connections.
   *
   * @param directory an empty one for its files
   * @param objects what is served
   */
  public static Nginx start(Path directory, Path objects, List<TestObject> published)
      throws IOException {
    return start(directory, objects, published, NginxConfiguration.LOOPBACK);
  }

  /** The same on other addresses of this machine. */
  public static Nginx start(
      Path directory, Path objects, List<TestObject> published, List<String> addresses)
      throws IOException {
    String[] all = addresses.toArray(String[]::new);
    NginxConfiguration configuration =
        new NginxConfiguration(
            directory,
            objects,
            published,
            Certificate.create(directory),
            addresses,
            FreePorts.on(all),
            FreePorts.on(all));
    Path file = directory.resolve("nginx.conf");
    Files.writeString(file, configuration.text());
    Path log = directory.resolve("nginx.log");
    Process process =
        new ProcessBuilder(
                "nginx", "-p", directory.toString(), "-c", file.toString(), "-e", log.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("nginx.out").toFile())
            .start();
    Nginx nginx = new Nginx(process, configuration);
    nginx.awaitStart();
    return nginx;
  }

  private void awaitStart() throws IOException {
    long began = System.nanoTime();
    while (true) {
      try (Socket socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(configuration.addresses().get(0), configuration.plainPort()),
            CONNECT_MILLIS);
        return;
      } catch (IOException notYet) {
        if (!process.isAlive() || System.nanoTime() - began > START_NANOS) {
          close();
          throw new IOException(
              "nginx does not start: "
                  + Files.readString(configuration.directory().resolve("nginx.log"))
                  + Files.readString(configuration.directory().resolve("nginx.out")),
              notYet);
        }
        pause();
      }
    }
  }

  private static void pause() throws IOException {
    try {
      TimeUnit.MILLISECONDS.sleep(20);
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  /**
   * @param port on which it is reached: one of {@link #port}, or a relay's
   * @param flaky whether some requests are refused with 503
   */
  public URI url(TestObject object, boolean tls, boolean flaky, int port) {
    String scheme = tls ? "https" : "http";
    String location = flaky ? "flaky" : "objects";
    String address = configuration.addresses().get(0);
    return URI.create(
        scheme + "://" + address + ":" + port + "/" + location + "/" + object.file().getFileName());
  }

  /** Of the directory that is served; a directory shows what is in it. */
  public URI directoryUrl() {
    return URI.create(
        "http://"
            + configuration.addresses().get(0)
            + ":"
            + configuration.plainPort()
            + "/objects/");
  }

  public int port(boolean tls) {
    return tls ? configuration.tlsPort() : configuration.plainPort();
  }

  /** To be trusted by clients, in PEM. */
  public Path authority() {
    return configuration.certificate().pem();
  }

  public AccessLog accessLog() {
    return accessLog;
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
