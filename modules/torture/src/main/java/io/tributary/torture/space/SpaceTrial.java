package io.tributary.torture.space;

import io.tributary.torture.arena.Subject;
import io.tributary.torture.campaign.Claim;
import io.tributary.torture.campaign.Trial;
import io.tributary.torture.process.Ended;
import io.tributary.torture.process.ToolRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** One download on a disk that lacks something for a while. */
final class SpaceTrial implements AutoCloseable {
  private static final long MEBIBYTE = 1L << 20;

  private final Shortage shortage;
  private final Path disk;
  private final Trial trial;
  private final Random random;
  private final Subject subject;
  private final List<String> options;

  SpaceTrial(Shortage shortage, Path disk, Trial trial) throws IOException {
    this.shortage = shortage;
    this.disk = disk;
    this.trial = trial;
    this.random = trial.random();
    long size = (8 + random.nextInt(16)) * MEBIBYTE + random.nextInt(5000);
    Path stateDisk = random.nextBoolean() ? disk : trial.directory();
    this.subject = new Subject(trial.directory(), disk, stateDisk, size, random.nextBoolean());
    int lanes = 1 + random.nextInt(6);
    this.options = List.of("--lanes", "" + lanes, "--part-size", "512KiB");
    subject.limit(size / lanes / 2);
  }

  void run() throws IOException {
    boolean fromTheStart = shortage == Shortage.WRITING || random.nextInt(4) == 0;
    if (fromTheStart && random.nextBoolean()) {
      killHalfway();
    }
    Ended lacking = fromTheStart ? lackingFromTheStart() : lackingMidway();
    subject.check(lacking, Set.of(0, 8, 10));
    trial.tally().count("space/" + shortage.title());
    trial.tally().count("ends/exit code " + lacking.exitCode());
    shortage.end(disk);
    if (lacking.exitCode() == 0) {
      return;
    }
    subject.limit(0);
    long recorded = subject.arena().journal().recordedBytes();
    Ended ended = subject.finish(options);
    Claim.that(
        ended.number("bytesResumed") == recorded,
        recorded + " bytes are recorded, resumed: " + ended);
  }

  private void killHalfway() {
    ToolRun run = subject.start(options);
    run.await(() -> subject.arena().journal().recordedBytes() > 0);
    run.kill();
    trial.tally().count("kills/SIGKILL");
  }

  private Ended lackingFromTheStart() throws IOException {
    shortage.begin(disk);
    return subject.start(options).end();
  }

  private Ended lackingMidway() throws IOException {
    ToolRun run = subject.start(options);
    long due = (long) (subject.content().sizeBytes() * random.nextDouble() * 0.8);
    run.await(() -> subject.arena().server().bytesSent() >= due);
    shortage.begin(disk);
    return run.end();
  }

  @Override
  public void close() {
    subject.close();
  }
}
