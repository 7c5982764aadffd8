package io.tributary.torture.syscall;

import io.tributary.core.range.ByteRange;
import io.tributary.torture.arena.Journal;
import io.tributary.torture.arena.Subject;
import io.tributary.torture.arena.Traces;
import io.tributary.torture.campaign.Claim;
import io.tributary.torture.campaign.Trial;
import io.tributary.torture.process.Ended;
import io.tributary.torture.process.ToolRun;
import io.tributary.torture.syscall.Injection.Target;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/** One download that goes on under failing system calls, again and again, until none fails. */
final class SyscallTrial implements AutoCloseable {
  private static final long MEBIBYTE = 1L << 20;
  private static final int MOST_RUNS = 3;

  private final Trial trial;
  private final Random random;
  private final Subject subject;
  private final List<String> options;

  SyscallTrial(Trial trial) throws IOException {
    this.trial = trial;
    this.random = trial.random();
    long size = (4 + random.nextInt(20)) * MEBIBYTE + random.nextInt(1000);
    this.subject =
        new Subject(
            trial.directory(), trial.directory(), trial.directory(), size, random.nextBoolean());
    this.options =
        List.of(
            "--lanes",
            "" + (1 + random.nextInt(6)),
            "--part-size",
            random.nextBoolean() ? "512KiB" : "2MiB",
            "--verify",
            random.nextInt(4) == 0 ? "disk" : "network");
  }

  void run() throws IOException {
    // Only a file that is there has a name that strace can be told.
    if (random.nextInt(5) > 0) {
      killHalfway();
    }
    for (int i = 1 + random.nextInt(MOST_RUNS); i > 0; i--) {
      boolean named = Traces.temporaryFile(subject.arena().directory()).isPresent();
      Target target = named && random.nextInt(10) < 7 ? Target.FILE : Target.STATE;
      if (failing(Injection.draw(target, random))) {
        return;
      }
    }
    long recorded = subject.arena().journal().recordedBytes();
    long sent = subject.arena().server().bytesSent();
    subject.limit(0);
    subject.finish(options);
    long fetched = subject.arena().server().bytesSent() - sent;
    Claim.that(
        fetched >= subject.content().sizeBytes() - recorded,
        "fetched only " + fetched + " with " + recorded + " recorded");
  }

  private void killHalfway() {
    long size = subject.content().sizeBytes();
    subject.limit(size / 4);
    ToolRun run = subject.start(options);
    long due = (long) (size * (0.2 + random.nextDouble() * 0.6));
    run.await(() -> subject.arena().journal().recordedBytes() >= due);
    run.kill();
    trial.tally().count("kills/SIGKILL");
    subject.limit(size / 2);
  }

  /** True when the download is done all the same. */
  private boolean failing(Injection injection) throws IOException {
    Strace strace = new Strace(trial.directory().resolve("strace"));
    Ended ended = subject.start(strace.failing(injection, paths(injection)), options).end();
    try {
      subject.check(ended, injection.target().exitCodes());
    } catch (AssertionError e) {
      throw new AssertionError(injection + ": " + e.getMessage(), e);
    }
    trial.tally().count("syscalls/" + injection.title(), strace.injected());
    if (ended.exitCode() == 0) {
      return true;
    }
    trial.tally().count("ends/exit code " + ended.exitCode());
    if (injection.call().equals("fdatasync") && injection.target() == Target.FILE) {
      losePages();
    }
    return false;
  }

  /**
   * What Linux does after a failed write-back: pages are clean, and their bytes are not on disk.
   */
  private void losePages() throws IOException {
    Optional<Path> temporary = Traces.temporaryFile(subject.arena().directory());
    Journal journal = subject.arena().journal();
    if (temporary.isEmpty()) {
      return;
    }
    try (FileChannel channel = FileChannel.open(temporary.get(), StandardOpenOption.WRITE)) {
      for (ByteRange range : journal.ledger().missing(new ByteRange(0, channel.size()))) {
        channel.write(ByteBuffer.allocate(Math.toIntExact(range.lengthBytes())), range.start());
      }
    }
    trial.tally().count("tampering/pages lost after a failed flush");
  }

  private List<Path> paths(Injection injection) throws IOException {
    return injection.target() == Target.FILE ? filePaths() : statePaths();
  }

  private List<Path> filePaths() throws IOException {
    Path directory = subject.arena().directory();
    List<Path> paths = new ArrayList<>(List.of(directory, subject.file()));
    Traces.temporaryFile(directory).ifPresent(paths::add);
    return paths;
  }

  private List<Path> statePaths() {
    Path directory = subject.arena().stateDirectory();
    String name = digest(subject.file());
    return Stream.of(
            "",
            name + ".db",
            name + ".db-wal",
            name + ".db-shm",
            name + ".db-journal",
            name + ".holder")
        .map(directory::resolve)
        .toList();
  }

  /** How the program calls the state of a destination. */
  private static String digest(Path file) {
    try {
      byte[] path = file.toString().getBytes(StandardCharsets.UTF_8);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(path);
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  @Override
  public void close() {
    subject.close();
  }
}
