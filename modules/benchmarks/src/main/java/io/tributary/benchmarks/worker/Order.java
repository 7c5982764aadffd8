package io.tributary.benchmarks.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a process that stays up is asked to fetch, as one line of its standard input.
 *
 * @param synced whether the bytes must be on the disk at the end
 * @param authority the certificate to trust, in PEM
 */
public record Order(
    String url, Path destination, int connections, boolean synced, Optional<Path> authority) {
  private static final String SEPARATOR = "\t";
  private static final int FIELDS = 5;

  /** In one line, without its end. */
  public String line() {
    return String.join(
        SEPARATOR,
        List.of(
            url,
            destination.toString(),
            String.valueOf(connections),
            String.valueOf(synced),
            authority.map(Path::toString).orElse("")));
  }

  /**
   * @throws IllegalArgumentException when the line is not one of {@link #line}
   */
  public static Order parse(String line) {
    String[] fields = line.split(SEPARATOR, -1);
    if (fields.length != FIELDS) {
      throw new IllegalArgumentException("not an order: " + line);
    }
    return new Order(
        fields[0],
        Path.of(fields[1]),
        Integer.parseInt(fields[2]),
        Boolean.parseBoolean(fields[3]),
        fields[4].isEmpty() ? Optional.empty() : Optional.of(Path.of(fields[4])));
  }
}
