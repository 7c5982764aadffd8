package io.tributary.benchmarks.limits;

import io.tributary.benchmarks.origin.Emptying;
import io.tributary.benchmarks.origin.TestObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Measures what must not grow, and prints it as Markdown. Started by {@code modules/benchmarks/run
 * Limits}, in a mount namespace whose scratch directory is a tmpfs that promises more room than
 * there is.
 */
public final class Limits {
  private static final long KIB = 1L << 10;
  private static final long MIB = 1L << 20;
  private static final long GIB = 1L << 30;

  /** The least that a request may ask for, so that a million of them are no more than they must. */
  private static final long PART_BYTES = 100 * KIB;

  private static final long MOST_PARTS = 1_000_000;

  /** How far the download of most parts gets before it is killed. */
  private static final double KILLED_AT = 0.98;

  private static final List<String> OPTIONS =
      List.of("--lanes", "8", "--durability", "fast", "--threshold", "0");

  private final Path scratch;
  private final Path disk;
  private final Path launcher;
  private final Path files;
  private final SparseOrigin origin;

  private Limits(Path scratch, Path disk, Path launcher, SparseOrigin origin) throws IOException {
    this.scratch = scratch;
    this.disk = disk;
    this.launcher = launcher;
    this.origin = origin;
    this.files = Files.createDirectory(scratch.resolve("files"));
  }

  /**
   * @param arguments the scratch directory, one on a disk, the launcher, then the cases: sizes,
   *     parts, check; none for all
   */
  public static void main(String[] arguments) throws Exception {
    Path scratch = Path.of(arguments[0]);
    Path disk = Files.createTempDirectory(Path.of(arguments[1]), "tributary-limits");
    List<String> cases = List.of(arguments).subList(3, arguments.length);
    try (SparseOrigin origin = SparseOrigin.start(scratch)) {
      Limits limits = new Limits(scratch, disk, Path.of(arguments[2]).toRealPath(), origin);
      limits.run(cases);
    } finally {
      delete(disk);
    }
    // Actor systems of nodes that were closed may still be ending.
    System.exit(0);
  }

  private void run(List<String> cases) throws IOException, InterruptedException {
    Emptying emptying = Emptying.start(files);
    try {
      if (cases.isEmpty() || cases.contains("sizes")) {
        sizes();
      }
      if (cases.isEmpty() || cases.contains("parts")) {
        parts();
      }
      if (cases.isEmpty() || cases.contains("check")) {
        check();
      }
    } finally {
      emptying.close();
    }
  }

  private void sizes() throws IOException, InterruptedException {
    head("object | parts | seconds | peak RSS | heap in use");
    for (long size : new long[] {GIB, 10 * GIB, 200 * GIB}) {
      transfer(size, size / GIB + " GiB", "auto", List.of());
    }
  }

  private void parts() throws IOException, InterruptedException {
    head("object | parts | seconds | peak RSS | heap in use");
    List<String> small = List.of("--part-size", "100KiB");
    for (long parts = 1000; parts < MOST_PARTS; parts *= 10) {
      transfer(parts * PART_BYTES, size(parts * PART_BYTES), parts + "", small);
    }
    most(small);
  }

  private void transfer(long sizeBytes, String object, String parts, List<String> options)
      throws IOException, InterruptedException {
    Path file = files.resolve("object");
    try (GetRun run = get(origin.publish(sizeBytes), file, options)) {
      String live = liveLater(run, sizeBytes);
      double seconds = run.await();
      row("%s | %s | %.1f | %s | %s", object, parts, seconds, peak(run), live);
    } finally {
      Files.deleteIfExists(file);
    }
  }

  private GetRun get(String url, Path file, List<String> options) throws IOException {
    List<String> all = new ArrayList<>(OPTIONS);
    all.addAll(options);
    return GetRun.start(launcher, scratch, url, file, all);
  }

  /** The same with most parts, killed shortly before its end: what is in the journal then? */
  private void most(List<String> options) throws IOException, InterruptedException {
    long size = MOST_PARTS * PART_BYTES;
    String url = origin.publish(size);
    Path file = files.resolve("object");
    Path database = scratch.resolve("killed.db");
    try (GetRun run = get(url, file, options)) {
      String live = liveLater(run, size);
      run.awaitBytes((long) (size * KILLED_AT));
      run.kill();
      row("%s | %d, killed at 98 %% | | %s | %s", size(size), MOST_PARTS, peak(run), live);
    }
    copyDatabase(database);
    try (GetRun run = get(url, file, options)) {
      row("%s | resumed | %.1f | %s | ", size(size), run.await(), peak(run));
    }
    Files.delete(file);
    journal(database, url, file);
  }

  private void copyDatabase(Path database) throws IOException {
    try (Stream<Path> state = Files.list(GetRun.state(scratch))) {
      for (Path file : state.filter(f -> f.toString().contains(".db")).toList()) {
        String name = String.valueOf(file.getFileName());
        String suffix = name.substring(name.indexOf(".db") + ".db".length());
        if (!suffix.equals("-shm")) {
          Files.copy(file, Path.of(database + suffix));
        }
      }
    }
  }

  private static void journal(Path database, String url, Path file) throws IOException {
    JournalFigures figures = JournalFigures.of(database);
    double[] recovery = RecoveryTime.of(database, url, file);
    head("journal of 1,000,000 parts | ");
    row("events written, of which kept | %d, %d", figures.written(), figures.kept());
    row("largest event kept | %d bytes", figures.largestEventBytes());
    row("snapshot | %d KiB", figures.snapshotBytes() / KIB);
    row("database | %d KiB", figures.fileBytes() / KIB);
    row("first answer of a coordinator with no journal | %.2f s", recovery[0]);
    row("of this one, after it | %.2f s", recovery[1]);
  }

  private void check() throws IOException, InterruptedException {
    long size = 4 * GIB;
    Path object = TestObject.create(disk.resolve("object"), size).file();
    String url = origin.publish(copy(object));
    head("check on resume of 4 GiB | GB/s");
    Path memory = Files.createDirectory(scratch.resolve("checked"));
    row("in memory | %.2f", gigabytes(url, memory, size, true));
    row("on the disk, in the page cache | %.2f", gigabytes(url, fresh("warm"), size, true));
    row("on the disk, not in the page cache | %.2f", gigabytes(url, fresh("cold"), size, false));
  }

  private Path copy(Path object) throws IOException {
    Path copy = scratch.resolve("object");
    Files.copy(object, copy);
    Files.delete(object);
    return copy;
  }

  private Path fresh(String name) throws IOException {
    return Files.createDirectory(disk.resolve(name));
  }

  private double gigabytes(String url, Path directory, long size, boolean cached)
      throws IOException, InterruptedException {
    Path database = Files.createTempDirectory(scratch, "journal").resolve("journal.db");
    double speed = CheckSpeed.of(url, database, directory, size, cached) / 1e9;
    delete(directory);
    return speed;
  }

  private static String peak(GetRun run) {
    return run.peakBytes() / MIB + " MiB";
  }

  /** Asked for at two thirds of the way. */
  private static String liveLater(GetRun run, long sizeBytes)
      throws IOException, InterruptedException {
    run.awaitBytes(sizeBytes / 3 * 2);
    OptionalLong live = run.liveHeapBytes();
    return live.isPresent() ? live.getAsLong() / MIB + " MiB" : "";
  }

  private static String size(long bytes) {
    return String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIB);
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
