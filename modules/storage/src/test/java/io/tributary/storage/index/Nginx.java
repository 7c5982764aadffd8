package io.tributary.storage.index;

import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.Assume;

/** An nginx of the test's own, with directory indexes. */
final class Nginx implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 60;

  private final Process process;
  private final int port;

  private Nginx(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Leaves the test out where there is no nginx; in continuous integration there must be. */
  static void find() throws InterruptedException {
    boolean found;
    try {
      found = command("-v").start().waitFor() == 0;
    } catch (IOException e) {
      found = false;
    }
    assertTrue("nginx is installed", found || System.getenv("CI") == null);
    Assume.assumeTrue("nginx is installed", found);
  }

  /**
   * Starts one that is a single process: of those of a master that is killed workers would stay.
   *
   * @param directory an empty one for its files
   * @param root what is served, as {@code /html/}, {@code /rounded/} and {@code /json/}
   */
  static Nginx start(Path directory, Path root) throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    Path file =
        Files.writeString(
            directory.resolve("nginx.conf"),
            """
            daemon off; master_process off; pid nginx.pid; user root;
            events { worker_connections 64; }
            http {
              access_log off;
              client_body_temp_path temp; proxy_temp_path temp; fastcgi_temp_path temp;
              uwsgi_temp_path temp; scgi_temp_path temp;
              server {
                listen 127.0.0.1:PORT;
                autoindex on;
                location /html/ { alias ROOT/; }
                location /rounded/ { alias ROOT/; autoindex_exact_size off; }
                location /json/ { alias ROOT/; autoindex_format json; }
              }
            }
            """
                .replace("PORT", Integer.toString(port))
                .replace("ROOT", root.toString()));
    Process process =
        command("-p", directory.toString(), "-c", file.toString(), "-e", "error.log")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("out").toFile())
            .start();
    Nginx server = new Nginx(process, port);
    server.await(directory);
    return server;
  }

  private static ProcessBuilder command(String... arguments) {
    ProcessBuilder builder = new ProcessBuilder(arguments);
    builder.command().add(0, "nginx");
    // Where Debian keeps it, and not on everybody's path.
    builder.environment().merge("PATH", "/usr/sbin", (path, sbin) -> path + ":" + sbin);
    if (Files.isExecutable(Path.of("/usr/sbin/nginx"))) {
      builder.command().set(0, "/usr/sbin/nginx");
    }
    return builder;
  }

  String url(String path) {
    return "http://127.0.0.1:" + port + path;
  }

  private void await(Path directory) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (true) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        assertTrue(socket.isConnected());
        return;
      } catch (IOException notYet) {
        if (!process.isAlive() || System.nanoTime() > end) {
          close();
          throw new IOException(
              "nginx does not start: " + Files.readString(directory.resolve("out")), notYet);
        }
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
  }
}
