package io.tributary.benchmarks.cluster;

import io.tributary.testkit.network.Host;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What one plain connection of curl brings over a link that nothing else uses: the payload that the
 * link can carry.
 */
final class LinkReference {
  /** Ten seconds of 100 Mbit/s. */
  private static final long MOST_BYTES = 128L << 20;

  private LinkReference() {}

  /**
   * @param url of an object of that many bytes or more
   * @return bytes per second, from the first byte to the last
   */
  static double bytesPerSecond(Host host, URI url, long sizeBytes)
      throws IOException, InterruptedException {
    long bytes = Math.min(sizeBytes, MOST_BYTES);
    List<String> command =
        List.of(
            "curl",
            "-q",
            "--silent",
            "--show-error",
            "--fail",
            "--noproxy",
            "*",
            "--range",
            "0-" + (bytes - 1),
            "--output",
            "/dev/null",
            "--write-out",
            "%{size_download} %{time_starttransfer} %{time_total}",
            url.toString());
    Process process = host.process(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("curl on " + host + ": " + said.strip());
    }
    String[] figures = said.split(" ", -1);
    double seconds = Double.parseDouble(figures[2]) - Double.parseDouble(figures[1]);
    return Double.parseDouble(figures[0]) / seconds;
  }
}
