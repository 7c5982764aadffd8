package io.tributary.benchmarks.api;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long after a submit those who listen hear of its first bytes. */
final class FirstProgress {
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final long BYTES_PER_SECOND = 16 << 20;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private FirstProgress() {}

  /** One download after the other, each given up as soon as its first bytes are told of. */
  static Latencies measure(
      ApiConnection.NodeAddress node, Listener listener, String source, Path directory, int count)
      throws IOException, InterruptedException {
    Latencies latencies = new Latencies();
    try (ApiConnection connection = new ApiConnection(node)) {
      for (int i = 0; i < count; i++) {
        // At another time of the second each.
        TimeUnit.MILLISECONDS.sleep(500 + 37L * i);
        String destination = directory.resolve("first-" + i).toString();
        Instant began = Instant.now();
        ApiConnection.Answer answer =
            connection.ask(
                "POST",
                "/v1/downloads",
                "",
                Orders.slowDownload(source, destination, BYTES_PER_SECOND));
        Matcher id = ID.matcher(answer.body());
        if (!id.find()) {
          throw new IOException("no id: " + answer);
        }
        Instant told = await(listener, id.group(1), began.plus(PATIENCE));
        latencies.add(answer.status(), Duration.between(began, told).toNanos());
        connection.ask("DELETE", "/v1/downloads/" + id.group(1), "", "");
      }
    }
    return latencies;
  }

  private static Instant await(Listener listener, String id, Instant end)
      throws IOException, InterruptedException {
    while (listener.firstBytes(id) == null) {
      if (Instant.now().isAfter(end)) {
        throw new IOException("nobody was told of the first bytes of " + id);
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return listener.firstBytes(id);
  }
}
