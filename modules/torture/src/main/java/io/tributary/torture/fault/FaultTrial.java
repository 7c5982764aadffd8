package io.tributary.torture.fault;

import io.tributary.testkit.content.Content;
import io.tributary.testkit.content.ContentDigest;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import io.tributary.torture.arena.Arena;
import io.tributary.torture.arena.FinalName;
import io.tributary.torture.arena.Journal;
import io.tributary.torture.arena.Traces;
import io.tributary.torture.campaign.Claim;
import io.tributary.torture.campaign.Trial;
import io.tributary.torture.process.Ended;
import io.tributary.torture.process.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** One download from its first run to its success. */
final class FaultTrial implements AutoCloseable {
  private static final String NAME = "file";
  private static final byte[] PRECIOUS =
      "precious".repeat(5000).getBytes(java.nio.charset.StandardCharsets.UTF_8);

  /** Events after which bytes that were recorded are fetched again on purpose. */
  private static final Set<String> GIVES_UP_BYTES =
      Set.of("started-over", "ranges-lost", "completed");

  private final FaultPlan plan;
  private final Trial trial;
  private final Arena arena;
  private final FinalName finalName;
  private final Content first;
  private final Content second;
  private final AtomicBoolean replaced = new AtomicBoolean();
  private final Path victim;
  private final Scene scene;
  private final Set<Integer> exitCodes = new HashSet<>(Set.of(0));

  FaultTrial(FaultPlan plan, Trial trial) throws IOException {
    this.plan = plan;
    this.trial = trial;
    this.arena =
        new Arena(
            trial.directory(),
            trial.directory(),
            trial.directory(),
            SourceServer.start(plan.service()));
    this.finalName = new FinalName(arena.directory().resolve(NAME));
    this.first = Content.synthetic(plan.sizeBytes() + 1, plan.sizeBytes());
    this.second = Content.synthetic(plan.sizeBytes() + 2, plan.sizeBytes() + 1);
    this.victim = Files.write(trial.directory().resolve("victim"), PRECIOUS);
    this.scene = new Scene(arena.server(), SourceServer.PATH, this::replace);
  }

  void run() throws IOException {
    prepare();
    for (RunPlan run : plan.runs()) {
      if (runOnce(run)) {
        return;
      }
    }
    arena.server().faults().clear();
    exitCodes.retainAll(Set.of(0));
    Claim.that(runOnce(plan.last()), "a run without faults does not end well");
  }

  private void prepare() throws IOException {
    SourceServer.put(arena.server(), first, plan.published());
    if (plan.old()) {
      Content old = Content.synthetic(99, 100_000);
      Files.write(finalName.path(), old.toByteArray());
      Files.setLastModifiedTime(
          finalName.path(), FileTime.from(Instant.now().minus(Duration.ofDays(1))));
      finalName.allow(old);
    }
    finalName.allow(first);
    finalName.allow(second);
    finalName.open();
  }

  private void replace() {
    if (replaced.compareAndSet(false, true)) {
      SourceServer.put(arena.server(), second, plan.published());
    }
  }

  /** True when the download is done. */
  private boolean runOnce(RunPlan plan) throws IOException {
    Optional<Tampering> tampered = tamper(plan);
    List<FaultRule> rules = install(plan);
    long recorded = arena.journal().recordedBytes();
    long sent = arena.server().bytesSent();
    ToolRun run = arena.start(arguments(plan));
    Ended outcome = endsBefore(plan.kill(), run, sent) ? run.end() : run.kill();
    boolean killed = outcome.exitCode() == ToolRun.KILLED;
    if (killed) {
      trial.tally().count("kills/SIGKILL");
      if (tampered.isEmpty() && plan.faults().stream().noneMatch(f -> f.kind().wastesBytes())) {
        checkLoss(plan, recorded + arena.server().bytesSent() - sent);
      }
    }
    count(plan, rules);
    finalName.check();
    Claim.that(
        java.util.Arrays.equals(PRECIOUS, Files.readAllBytes(victim)), "another's file is changed");
    return !killed && check(outcome);
  }

  private boolean check(Ended ended) throws IOException {
    Claim.that(exitCodes.contains(ended.exitCode()), "unexpected " + ended);
    Claim.that(
        ended.exitCode() == 0 || ended.err().contains("tributary: "), "no word of why: " + ended);
    if (ended.exitCode() != 0) {
      trial.tally().count("ends/exit code " + ended.exitCode());
      return false;
    }
    boolean right = finalName.holds(first) || (replaced.get() && finalName.holds(second));
    Claim.that(right, "success without the right bytes: " + ended);
    Traces.requireNone(arena, List.of(NAME));
    return true;
  }

  /** After a kill only what was in flight is fetched again. */
  private void checkLoss(RunPlan plan, long hadBytes) {
    Journal journal = arena.journal();
    if (journal.types().isEmpty() || journal.types().stream().anyMatch(GIVES_UP_BYTES::contains)) {
      return;
    }
    int lanes = plan.lanes() == 0 ? 16 : plan.lanes();
    long lost = hadBytes - journal.recordedBytes();
    long most = Math.max(lanes * (8L << 20), lanes * this.plan.bytesPerSecond()) + (2L << 20);
    Claim.that(lost <= most, "a kill costs " + lost + " bytes, more than " + most);
    trial.tally().measure("most bytes lost by one kill", lost);
  }

  private Optional<Tampering> tamper(RunPlan plan) throws IOException {
    Optional<Path> temporary = Traces.temporaryFile(arena.directory());
    if (plan.tampering().isEmpty() || temporary.isEmpty()) {
      return Optional.empty();
    }
    if (leadsToOthers(temporary.get())) {
      // A kill came before the program had looked at it: what follows would hit another's file.
      return plan.tampering();
    }
    Tampering tampering = plan.tampering().get();
    tampering.on(temporary.get(), victim, new Random(plan.options().hashCode()));
    trial.tally().count("tampering/" + tampering.title());
    return plan.tampering();
  }

  private boolean leadsToOthers(Path temporary) throws IOException {
    return Files.isSymbolicLink(temporary) || Files.isSameFile(temporary, victim);
  }

  private List<FaultRule> install(RunPlan run) {
    arena.server().faults().clear();
    if (plan.bytesPerSecond() > 0 && !run.equals(plan.last())) {
      arena.server().fault(When.get(SourceServer.PATH), Fault.trickle(plan.bytesPerSecond()));
    }
    run.faults().forEach(fault -> exitCodes.addAll(fault.kind().exitCodes()));
    return run.faults().stream().map(fault -> fault.install(scene)).toList();
  }

  private void count(RunPlan run, List<FaultRule> rules) {
    for (int i = 0; i < rules.size(); i++) {
      trial.tally().count("faults/" + run.faults().get(i).kind().title(), rules.get(i).fired());
    }
  }

  private List<String> arguments(RunPlan run) {
    List<String> arguments = new ArrayList<>(List.of("get", "--json", "-q"));
    // A fault may be a source that says no more. Without faults such a silence is the machine's.
    arguments.addAll(List.of("--timeout", run.equals(plan.last()) ? "60s" : "3s"));
    arguments.addAll(run.options());
    arguments.addAll(List.of("--if-exists", plan.ifExists()));
    if (!plan.checksum().isEmpty()) {
      arguments.addAll(List.of("--checksum", plan.checksum() + ":" + digest(plan.checksum())));
    }
    arguments.addAll(SourceServer.arguments(plan.service(), arena));
    arguments.add(NAME);
    return arguments;
  }

  private String digest(String algorithm) {
    return switch (algorithm) {
      case "sha256" -> ContentDigest.sha256(first);
      case "md5" -> ContentDigest.md5(first);
      case "crc64" -> Long.toUnsignedString(ContentDigest.crc64(first));
      default -> throw new IllegalArgumentException(algorithm);
    };
  }

  /** Waits for the moment of the kill; true when the run has ended by then. */
  private boolean endsBefore(Kill kill, ToolRun run, long sentBefore) {
    if (kill.equals(Kill.NEVER)) {
      return true;
    }
    long due = sentBefore + plan.sizeBytes() * kill.percent() / 100;
    if (!run.await(() -> arena.server().bytesSent() >= due)) {
      return true;
    }
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(kill.millis());
    return !run.await(() -> System.nanoTime() >= until);
  }

  @Override
  public void close() {
    arena.close();
    finalName.close();
  }
}
