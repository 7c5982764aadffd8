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
    head("keys, dry run | seconds | peak RSS | pages | events, written and kept | resumed");
    for (long keys = Math.min(most, 10_000); keys <= most; keys *= 10) {
      measure(keys, true);
    }
  }

  private void fetches(long most) throws IOException, InterruptedException {
    head(
        "objects fetched | seconds | peak RSS | pages | events, written and kept | after the kill");
    for (long keys = Math.min(most, 10_000); keys <= most; keys *= 10) {
      measure(keys, false);
    }
  }

  private void measure(long keys, boolean dryRun) throws IOException, InterruptedException {
    double seconds;
    long peak;
    long pages;
    try (KeyOrigin origin = KeyOrigin.start(keys);
        GetRun run = get(origin, dryRun)) {
      seconds = run.await();
      peak = run.peakBytes();
      pages = origin.pages();
    }
    clear();
    String killed = killed(keys, dryRun);
    row("%d | %.1f | %d MiB | %d | %s", keys, seconds, peak / MIB, pages, killed);
  }

  /** Killed when nine tenths are listed, or fetched; then run again. */
  private String killed(long keys, boolean dryRun) throws IOException, InterruptedException {
    JournalFigures figures;
    try (KeyOrigin origin = KeyOrigin.start(keys)) {
      try (GetRun run = get(origin, dryRun)) {
        run.awaitThat(
            () ->
                dryRun
                    ? origin.pages() >= origin.allPages() * 9 / 10
                    : origin.objects() >= keys * 9 / 10);
        run.kill();
      }
      figures = JournalFigures.of(copyDatabase());
      long before = origin.pages();
      try (GetRun run = get(origin, dryRun)) {
        run.await();
        long pagesTwice = origin.pages() - origin.allPages();
        long objectsTwice = origin.objects() - keys;
        String again =
            dryRun
                ? String.format(Locale.ROOT, "%d of %d pages again", pagesTwice, before)
                : String.format(
                    Locale.ROOT,
                    "%d pages again, %d objects fetched twice",
                    pagesTwice,
                    objectsTwice);
        return String.format(
            Locale.ROOT,
            "%d, %d | %s, peak %d MiB",
            figures.written(),
            figures.kept(),
            again,
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
