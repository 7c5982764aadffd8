package io.tributary.benchmarks.limits;

import io.tributary.testkit.network.FreePorts;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** An nginx on loopback whose objects are holes: of any size, and read without a disk. */
final class SparseOrigin implements AutoCloseable {
  private static final int CONNECT_MILLIS = 200;
  private static final int ATTEMPTS = 100;
  private static final long PAUSE_MILLIS = 50;

  private final Path objects;
  private final Process process;
  private final int port;

  private SparseOrigin(Path objects, Process process, int port) {
    this.objects = objects;
    this.process = process;
    this.port = port;
  }

  /**
   * @param directory an empty one
   */
  static SparseOrigin start(Path directory) throws IOException, InterruptedException {
    Path objects = Files.createDirectory(directory.resolve("objects"));
    int port = FreePorts.onLoopback();
    Path configuration = directory.resolve("nginx.conf");
    Files.writeString(configuration, configuration(directory, objects, port));
    Process process =
        new ProcessBuilder("nginx", "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("nginx.out").toFile())
            .start();
    SparseOrigin origin = new SparseOrigin(objects, process, port);
    origin.awaitStart();
    return origin;
  }

  private static String configuration(Path directory, Path objects, int port) {
    return """
        daemon off; user root; worker_processes 1;
        pid %1$s/nginx.pid; error_log %1$s/nginx.log;
        events { worker_connections 1024; }
        http {
          access_log off; sendfile on; keepalive_requests 1000000000;
          client_body_temp_path %1$s/b; proxy_temp_path %1$s/p; fastcgi_temp_path %1$s/f;
          uwsgi_temp_path %1$s/u; scgi_temp_path %1$s/s;
          server { listen 127.0.0.1:%3$d; root %2$s; }
        }
        """
        .formatted(directory, objects, port);
  }

  private void awaitStart() throws IOException, InterruptedException {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      try (Socket socket = new Socket()) {
        socket.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), CONNECT_MILLIS);
        return;
      } catch (IOException notYet) {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
    throw new IOException("nginx does not start; see its log beside " + objects);
  }

  /** The URL of an object of this many zeros. */
  String publish(long sizeBytes) throws IOException {
    String name = "zeros-" + sizeBytes;
    try (RandomAccessFile file = new RandomAccessFile(objects.resolve(name).toFile(), "rw")) {
      file.setLength(sizeBytes);
    }
    return url(name);
  }

  /** The URL of a file that is moved here. */
  String publish(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    Files.move(file, objects.resolve(name));
    return url(name);
  }

  private String url(String name) {
    return "http://127.0.0.1:" + port + "/" + name;
  }

  @Override
  public void close() {
    process.destroy();
  }
}
