package io.tributary.benchmarks.limits;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Measures jobs of many objects: what they keep in memory and write to the journal, and what a kill
 * costs. Prints it as Markdown. Started by {@code modules/benchmarks/run Keys}.
 */
public final class ManyKeys {
  private static final long MIB = 1L << 20;

  private final Path scratch;
  private final Path launcher;

  private ManyKeys(Path scratch, Path launcher) {
    this.scratch = scratch;
    this.launcher = launcher;
  }

  /**
   * @param arguments a directory on a file system in memory, the launcher, and how many keys there
   *     are to be planned and to be fetched; 1,000,000 and 100,000 when they are not given
   */
  public static void main(String[] arguments) throws Exception {
    Path scratch = Files.createTempDirectory(Path.of(arguments[0]), "tributary-keys");
    long planned = arguments.length > 2 ? Long.parseLong(arguments[2]) : 1_000_000;
    long fetched = arguments.length > 3 ? Long.parseLong(arguments[3]) : 100_000;
    try {
      ManyKeys keys = new ManyKeys(scratch, Path.of(arguments[1]).toRealPath());
      keys.plans(planned);
      keys.fetches(fetched);
    } finally {
      delete(scratch);
    }
    System.exit(0);
  }

  private void plans(long most) throws IOException, InterruptedException {
    head("keys, dry run | seconds | peak RSS | pages");
    for (long keys = Math.min(most, 10_000); keys <= most; keys *= 10) {
      row("%s", once(keys, true));
    }
  }

  private void fetches(long most) throws IOException, InterruptedException {
    head(
        "objects fetched | seconds | peak RSS | pages | events, written and kept | after the kill");
    for (long keys = Math.min(most, 10_000); keys <= most; keys *= 10) {
      String undisturbed = once(keys, false);
      row("%s | %s", undisturbed, killed(keys));
    }
  }

  private String once(long keys, boolean dryRun) throws IOException, InterruptedException {
    try (KeyOrigin origin = KeyOrigin.start(keys);
        GetRun run = get(origin, dryRun)) {
      double seconds = run.await();
      long peak = run.peakBytes() / MIB;
      return String.format(
          Locale.ROOT, "%d | %.1f | %d MiB | %d", keys, seconds, peak, origin.pages());
    } finally {
      clear();
    }
  }

  /** Killed when nine tenths are fetched; then run again. */
  private String killed(long keys) throws IOException, InterruptedException {
    try (KeyOrigin origin = KeyOrigin.start(keys)) {
      try (GetRun run = get(origin, false)) {
        run.awaitThat(() -> origin.objects() >= keys * 9 / 10);
        run.kill();
      }
      JournalFigures figures = JournalFigures.of(copyDatabase());
      try (GetRun run = get(origin, false)) {
        run.await();
        return String.format(
            Locale.ROOT,
            "%d, %d | %d pages again, %d objects twice, peak %d MiB",
            figures.written(),
            figures.kept(),
            origin.pages() - origin.allPages(),
            origin.objects() - keys,
            run.peakBytes() / MIB);
      }
    } finally {
      clear();
    }
  }

  private GetRun get(KeyOrigin origin, boolean dryRun) throws IOException {
    List<String> options = new ArrayList<>(List.of("--recursive", "--durability", "fast"));
    options.addAll(List.of("--no-sign-request", "--addressing", "path"));
    options.addAll(List.of("--region", "us-east-1", "--endpoint", origin.endpoint()));
    if (dryRun) {
      options.add("--dry-run");
    }
    return GetRun.start(launcher, scratch, "s3://bucket/keys/", scratch.resolve("files"), options);
  }

  private Path copyDatabase() throws IOException {
    Path copy = Files.createDirectory(scratch.resolve("journal")).resolve("copy.db");
    try (Stream<Path> state = Files.list(GetRun.state(scratch))) {
      for (Path file : state.filter(f -> f.toString().contains(".db")).toList()) {
        String name = String.valueOf(file.getFileName());
        String suffix = name.substring(name.indexOf(".db") + ".db".length());
        if (!suffix.equals("-shm")) {
          Files.copy(file, Path.of(copy + suffix));
        }
      }
    }
    return copy;
  }

  private void clear() throws IOException {
    delete(scratch);
    Files.createDirectory(scratch);
  }

  private static void head(String columns) {
    System.out.println("\n| " + columns + " |");
    System.out.println("|" + "---|".repeat(columns.split("\\|", -1).length));
  }

  private static void row(String format, Object... values) {
    System.out.println("| " + String.format(Locale.ROOT, format, values) + " |");
  }

  private static void delete(Path directory) throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path file : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
