package io.tributary.benchmarks.origin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What nginx wrote down of its requests, each at its end. */
public final class AccessLog {
  /** A connection that a client has closed is noticed, and its request logged, within this. */
  private static final int QUIET_MILLIS = 50;

  private static final int LONGEST_MILLIS = 2000;
  private static final int BODY_BYTES = 3;
  private static final int CLIENT = 4;

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

  /** Body bytes that each client was sent since {@link #skip}, by its address. */
  public Map<String, Long> bytesByClient() throws IOException {
    Map<String, Long> bytes = new TreeMap<>();
    for (String line : lines()) {
      String[] fields = line.split(" ", -1);
      bytes.merge(fields[CLIENT], Long.parseLong(fields[BODY_BYTES]), Long::sum);
    }
    return bytes;
  }

  /** When the last request that brought bytes since {@link #skip} was done, to a millisecond. */
  public double lastEpochSeconds() throws IOException {
    return lines().stream()
        .map(line -> line.split(" ", -1))
        .filter(fields -> !fields[BODY_BYTES].equals("0"))
        .mapToDouble(fields -> Double.parseDouble(fields[0]))
        .max()
        .orElse(0);
  }

  private Traffic read() throws IOException {
    return Traffic.of(lines());
  }

  private List<String> lines() throws IOException {
    byte[] all = Files.readAllBytes(file);
    int from = (int) Math.min(readBytes, all.length);
    return new String(all, from, all.length - from, StandardCharsets.US_ASCII).lines().toList();
  }
}
