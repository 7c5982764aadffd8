package io.tributary.cli.crash;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.torture.process.Ended;
import io.tributary.torture.process.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Test;

/**
 * SIGKILL at any moment of a job of small and large objects. {@code -Dtributary.kills=…} sets how
 * often, {@code -Dtributary.seed=…} repeats a run.
 */
public final class KilledJobEndToEndTest extends CrashSuite {
  private static final int KILLS = Math.min(8, Integer.getInteger("tributary.kills", 8));
  private static final int OBJECTS = 2500;
  private static final int USUAL_MILLIS = 4000;

  private final Map<String, Content> objects = new TreeMap<>();

  @Test
  public void killedAtAnyMomentItGoesOnAndNoFileIsMissingOrWrongOrFetchedForNothing()
      throws IOException {
    long seed = Long.getLong("tributary.seed", System.nanoTime() & 0xffff_ffffL);
    System.out.println("seed of the kills: -Dtributary.seed=" + seed);
    Random random = new Random(seed);
    putAll(random);
    server.fault(When.any(), Fault.latency(Duration.ofMillis(30)));
    String get = "get --json -q --requests 32 --large 2MiB --receipt receipt --manifest list root";
    for (int kill = 0; kill < KILLS; kill++) {
      ToolRun run = start(get);
      long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(USUAL_MILLIS));
      run.await(() -> System.nanoTime() >= until);
      run.kill();
      for (Path file : files()) {
        assertTrue(file.toString(), isWhole(file) || file.toString().endsWith(TEMPORARY));
      }
    }
    server.faults().clear();

    Ended ended = run(get);

    assertEquals(ended.toString(), 0, ended.exitCode());
    assertEquals(
        List.copyOf(objects.keySet()),
        files().stream().map(file -> root().relativize(file).toString()).sorted().toList());
    for (Path file : files()) {
      assertTrue(file.toString(), isWhole(file));
    }
    assertEquals(OBJECTS + 3, ended.number("listed"));
    assertEquals(OBJECTS + 3, receiptPaths().size());
    assertEquals(OBJECTS + 3, Set.copyOf(receiptPaths()).size());
    long again =
        server.requests().stream()
            .filter(request -> request.path().startsWith("/small/"))
            .collect(Collectors.groupingBy(RecordedRequest::path, Collectors.counting()))
            .values()
            .stream()
            .mapToLong(times -> times - 1)
            .sum();
    assertTrue("seed " + seed + ": again " + again, again <= 32L * KILLS);
  }

  private void putAll(Random random) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < OBJECTS; i++) {
      put("small/d%d/o%04d".formatted(i % 9, i), random.nextInt(5000), lines);
    }
    for (int i = 0; i < 3; i++) {
      put("large/o" + i, 3_000_000 + i, lines);
    }
    Collections.shuffle(lines, random);
    Files.write(directory.resolve("list"), lines);
  }

  private void put(String path, int sizeBytes, List<String> lines) {
    Content content = Content.synthetic(path.hashCode(), sizeBytes);
    objects.put(path, content);
    server.put("/" + path, content);
    lines.add(server.url("/" + path) + "\t" + path + "\t" + sizeBytes);
  }

  private Path root() {
    return directory.resolve("root");
  }

  private List<Path> files() throws IOException {
    if (!Files.exists(root())) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(root())) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private boolean isWhole(Path file) {
    Content content = objects.get(root().relativize(file).toString());
    return content != null && sha256(bytes(file)).equals(sha256(content.toByteArray()));
  }

  /** Of all lines but the first, which is about the job. */
  private List<String> receiptPaths() throws IOException {
    return Files.readAllLines(directory.resolve("receipt")).stream()
        .skip(1)
        .map(line -> line.replaceFirst(".*\"path\":\"([^\"]*)\".*", "$1"))
        .toList();
  }
}
