package io.tributary.torture.campaign;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** Runs cases of one part, several at a time, until the time is over or there are enough. */
public final class Campaign {
  private static final int MOST_FAILURES = 5;

  /** A case that was not survived. */
  public record Loss(CaseId id, String why) {}

  private final long seed;
  private final int jobs;
  private final PrintStream log;
  private final Tally tally = new Tally();
  private final List<Loss> losses = Collections.synchronizedList(new ArrayList<>());

  /**
   * @param jobs cases at a time, 1 or more
   */
  public Campaign(long seed, int jobs, PrintStream log) {
    this.seed = seed;
    this.jobs = jobs;
    this.log = log;
  }

  /** What was survived so far. */
  public Tally tally() {
    return tally;
  }

  public List<Loss> losses() {
    return List.copyOf(losses);
  }

  /** Returns when no case is under way any more. */
  public void run(Part part, int count, Duration time) {
    long deadline = System.nanoTime() + time.toNanos();
    AtomicInteger next = new AtomicInteger();
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < jobs; i++) {
      Thread worker = new Thread(() -> work(part, next, count, deadline), part.name() + "-" + i);
      worker.start();
      workers.add(worker);
    }
    workers.forEach(Campaign::join);
    close(part);
  }

  private void close(Part part) {
    try {
      part.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot end what the cases of " + part.name() + " shared", e);
    }
  }

  private void work(Part part, AtomicInteger next, int count, long deadline) {
    for (int number = next.getAndIncrement();
        number < count && System.nanoTime() < deadline && losses.size() < MOST_FAILURES;
        number = next.getAndIncrement()) {
      run(part, new CaseId(part.name(), number));
    }
  }

  /** One case alone; false when it was not survived. */
  public boolean runAlone(Part part, CaseId id) {
    boolean survived = run(part, id);
    close(part);
    return survived;
  }

  @SuppressWarnings("CatchAndPrintStackTrace")
  private boolean run(Part part, CaseId id) {
    Tally own = new Tally();
    long start = System.nanoTime();
    Path directory = directory(id);
    try {
      part.run(new Trial(id, id.random(seed), directory, own));
    } catch (AssertionError | Exception e) {
      return lost(id, e, directory);
    }
    own.count("cases/" + part.name());
    tally.add(own);
    delete(directory);
    log.printf(
        "%s survived %s, %d ms%n", id, own.counts(), (System.nanoTime() - start) / 1_000_000);
    return true;
  }

  private boolean lost(CaseId id, Throwable why, Path directory) {
    losses.add(new Loss(id, why.toString()));
    log.printf("%s NOT SURVIVED: %s%n  its files: %s%n", id, why, directory);
    log.printf("  again: scripts/torture --seed %d --case %s%n", seed, id);
    if (!(why instanceof AssertionError)) {
      why.printStackTrace(log);
    }
    return false;
  }

  private static Path directory(CaseId id) {
    try {
      return Files.createTempDirectory("tributary-torture-" + id.part() + "-" + id.number() + "-");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With all that is in it. */
  public static void delete(Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void join(Thread worker) {
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
