package io.tributary.testkit.s3;

import io.tributary.testkit.network.FreePorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * S3Proxy, a server of S3 in wide use, in a process of its own on a loopback port, with signatures
 * verified and its objects in a temporary directory. All methods block.
 */
public final class S3Proxy implements AutoCloseable {
  public static final String KEY_ID = "river-id";
  public static final String SECRET = "river-secret";

  /** Where the program is: the jar with all its dependencies. */
  public static final String JAR_PROPERTY = "tributary.s3proxy";

  private static final long PATIENCE_SECONDS = 60;

  private final Path directory;
  private final Process process;
  private final int port;

  private S3Proxy(Path directory, Process process, int port) {
    this.directory = directory;
    this.process = process;
    this.port = port;
  }

  /** Starts a server without buckets from the jar that the system property names. */
  public static S3Proxy start() {
    String jar = System.getProperty(JAR_PROPERTY);
    if (jar == null || !Files.isRegularFile(Path.of(jar))) {
      throw new IllegalStateException(
          "there is no S3Proxy at "
              + jar
              + " (system property "
              + JAR_PROPERTY
              + "): the build of modules/storage fetches it, unless tests are skipped");
    }
    try {
      return start(
          Path.of(jar), Files.createTempDirectory("tributary-s3proxy"), FreePorts.onLoopback());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static S3Proxy start(Path jar, Path directory, int port) throws IOException {
    Path settings =
        Files.write(
            directory.resolve("s3proxy.conf"),
            List.of(
                "s3proxy.endpoint=http://127.0.0.1:" + port,
                "s3proxy.authorization=aws-v2-or-v4",
                "s3proxy.identity=" + KEY_ID,
                "s3proxy.credential=" + SECRET,
                "jclouds.provider=filesystem-nio2",
                "jclouds.filesystem.basedir=" + Files.createDirectory(directory.resolve("data"))));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m", "-jar"));
    command.addAll(List.of(jar.toString(), "--properties", settings.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("log").toFile())
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    S3Proxy server = new S3Proxy(directory, process, port);
    server.awaitStart();
    return server;
  }

  /** The URL of the service, without a slash at its end. */
  public String origin() {
    return "http://127.0.0.1:" + port;
  }

  /** A client of its account. */
  public S3Client client() {
    return new S3Client(origin(), KEY_ID, SECRET);
  }

  private void awaitStart() throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (!accepts()) {
      if (!process.isAlive() || System.nanoTime() > end) {
        process.destroyForcibly();
        throw new IOException(
            "S3Proxy does not start: " + Files.readString(directory.resolve("log")));
      }
      pause();
    }
  }

  private boolean accepts() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException notYet) {
      return false;
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
