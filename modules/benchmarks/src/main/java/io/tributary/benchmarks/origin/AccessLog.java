package io.tributary.benchmarks.origin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** What nginx wrote down of its requests, each at its end. */
public final class AccessLog {
  /** A connection that a client has closed is noticed, and its request logged, within this. */
  private static final int QUIET_MILLIS = 50;

  private static final int LONGEST_MILLIS = 2000;

  private final Path file;
  private long readBytes;

  AccessLog(Path file) {
    this.file = file;
  }

  /** Forgets what was requested so far. */
  public void skip() throws IOException {
    readBytes = Files.size(file);
  }

  /**
   * The requests since {@link #skip}, once no more come.
   *
   * @param expectedBytes what was fetched at least: with less, requests are still to be logged
   */
  public Traffic settled(long expectedBytes) throws IOException, InterruptedException {
    Traffic traffic = read();
    for (int waited = 0; waited < LONGEST_MILLIS; waited += QUIET_MILLIS) {
      TimeUnit.MILLISECONDS.sleep(QUIET_MILLIS);
      Traffic later = read();
      if (later.equals(traffic) && later.bodyBytes() >= expectedBytes) {
        return later;
      }
      traffic = later;
    }
    return traffic;
  }

  private Traffic read() throws IOException {
    byte[] all = Files.readAllBytes(file);
    int from = (int) Math.min(readBytes, all.length);
    List<String> lines =
        new String(all, from, all.length - from, StandardCharsets.US_ASCII).lines().toList();
    return Traffic.of(lines);
  }
}
