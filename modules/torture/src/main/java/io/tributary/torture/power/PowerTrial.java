package io.tributary.torture.power;

import io.tributary.torture.arena.Subject;
import io.tributary.torture.campaign.Claim;
import io.tributary.torture.campaign.Trial;
import io.tributary.torture.process.Command;
import io.tributary.torture.process.Ended;
import io.tributary.torture.process.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One download with many cuts of its power; then each disk that they left is looked at, and the
 * download goes on there.
 */
final class PowerTrial implements AutoCloseable {
  private static final int CUTS_MIDWAY = 5;
  private static final int CUTS_AT_THE_END = 3;
  private static final int MOST_PAUSE_MILLIS = 90;
  private static final long MEBIBYTE = 1L << 20;

  /** A disk that lost its power, and whether success had been told before. */
  private record Cut(String disk, boolean acknowledged) {}

  private final PowerDisk disk;
  private final Trial trial;
  private final Random random;
  private final Subject subject;
  private final List<Cut> cuts = new ArrayList<>();
  private final List<String> options;

  PowerTrial(PowerDisk disk, Trial trial) throws IOException {
    this.disk = disk;
    this.trial = trial;
    this.random = trial.random();
    long size =
        random.nextInt(5) == 0 ? random.nextInt(1 << 20) : (6 + random.nextInt(24)) * MEBIBYTE + 7;
    this.subject =
        new Subject(trial.directory(), disk.mounted(), disk.mounted(), size, random.nextBoolean());
    int lanes = 1 + random.nextInt(8);
    this.options = List.of("--lanes", "" + lanes, "--part-size", "1MiB");
    subject.limit(size * 1000 / lanes / (1500 + random.nextInt(2000)) + 20_000);
  }

  void run() throws IOException, InterruptedException {
    // What was there before has been there for long.
    Command.run("sync", "-f", disk.mounted().toString());
    download();
    subject.unwatch();
    subject.limit(0);
    for (Cut cut : cuts) {
      disk.change(cut.disk());
      subject.watch();
      try {
        recover(cut);
      } catch (AssertionError e) {
        throw new AssertionError(cut + ": " + e.getMessage(), e);
      } finally {
        subject.unwatch();
      }
    }
  }

  private void download() throws IOException {
    ToolRun run = subject.start(options);
    for (int i = 0; i < CUTS_MIDWAY; i++) {
      long due =
          subject.content().sizeBytes() * (i * 100 + random.nextInt(100)) / (CUTS_MIDWAY * 100);
      run.await(() -> subject.arena().server().bytesSent() >= due);
      pause(run);
      cut(false);
    }
    run.await(() -> subject.arena().server().bytesSent() >= subject.content().sizeBytes());
    for (int i = 0; i < CUTS_AT_THE_END; i++) {
      pause(run);
      cut(false);
    }
    run.await(this::isPublished);
    cut(false);
    Ended ended = run.end();
    cut(true);
    subject.check(ended, Set.of(0));
  }

  /** There is a new inode under the name; its bytes are looked at elsewhere. */
  private boolean isPublished() {
    try {
      return Files.size(subject.file()) == subject.content().sizeBytes();
    } catch (IOException notYet) {
      return false;
    }
  }

  private void pause(ToolRun run) {
    long until =
        System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(random.nextInt(MOST_PAUSE_MILLIS));
    run.await(() -> System.nanoTime() >= until);
  }

  private void cut(boolean acknowledged) {
    cuts.add(new Cut(disk.cut("disk", random.nextInt(Integer.MAX_VALUE)), acknowledged));
  }

  /** The disk is mounted, so the file system's own journal is replayed. */
  private void recover(Cut cut) throws IOException {
    subject.check();
    boolean done = subject.isDone();
    Claim.that(done || !cut.acknowledged(), "what was told to be done is gone");
    Ended ended = subject.finish(options);
    long resumed = ended.number("bytesResumed");
    trial
        .tally()
        .count(
            "power/cut "
                + (cut.acknowledged()
                    ? "after success"
                    : done
                        ? "after the rename"
                        : resumed > 0 ? "midway, some of it there" : "midway, nothing there"));
  }

  @Override
  public void close() {
    subject.close();
  }
}
