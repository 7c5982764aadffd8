package io.tributary.benchmarks;

import io.tributary.benchmarks.figure.Measurement;
import io.tributary.benchmarks.figure.Series;
import io.tributary.benchmarks.origin.Nginx;
import io.tributary.benchmarks.origin.TestObject;
import io.tributary.benchmarks.origin.Traffic;
import io.tributary.benchmarks.scenario.Route;
import io.tributary.benchmarks.scenario.Scenario;
import io.tributary.benchmarks.tool.Outcome;
import io.tributary.benchmarks.tool.Runner;
import io.tributary.benchmarks.tool.Tool;
import io.tributary.benchmarks.tool.Transfer;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One scenario: all tools in turn, and that several times. */
final class Contest {
  /** Runs that do not count come before those that do, until this much time is spent. */
  private static final double WARM_UP_SECONDS = 5;

  private static final int LEAST_WARM_UPS = 2;

  /** A tool that takes longer is not run again: what it takes is known well enough. */
  private static final double PATIENCE_SECONDS = 20;

  private final Scenario scenario;
  private final TestObject object;
  private final Nginx origin;
  private final Workplace workplace;
  private final PrintStream progress;

  Contest(
      Scenario scenario,
      TestObject object,
      Nginx origin,
      Workplace workplace,
      PrintStream progress) {
    this.scenario = scenario;
    this.object = object;
    this.origin = origin;
    this.workplace = workplace;
    this.progress = progress;
  }

  /** In the order of the tools. */
  List<Series> run(List<Tool> tools, int rounds) throws IOException, InterruptedException {
    Map<Tool, Runner> runners = new LinkedHashMap<>();
    Map<Tool, List<Measurement>> measurements = new LinkedHashMap<>();
    try {
      for (Tool tool : tools) {
        runners.put(tool, tool.start(scenario.warm()));
        measurements.put(tool, new ArrayList<>());
      }
      for (Runner runner : runners.values()) {
        warmUp(runner);
      }
      for (int round = 1; round <= rounds; round++) {
        for (Map.Entry<Tool, Runner> entry : runners.entrySet()) {
          List<Measurement> before = measurements.get(entry.getKey());
          if (before.stream().allMatch(Contest::worthAnother)) {
            Measurement measured = measure(entry.getValue(), before.isEmpty());
            before.add(measured);
            tell(entry.getKey(), round, measured);
          }
        }
      }
    } finally {
      runners.values().forEach(Runner::close);
    }
    return measurements.entrySet().stream()
        .map(entry -> series(entry.getKey(), entry.getValue()))
        .toList();
  }

  private Series series(Tool tool, List<Measurement> measured) {
    return new Series(tool.name(), tool.manyConnections(), object.sizeBytes(), measured);
  }

  private static boolean worthAnother(Measurement measurement) {
    return measurement.outcome() instanceof Outcome.Done done
        && done.wallSeconds() < PATIENCE_SECONDS;
  }

  private void warmUp(Runner runner) throws IOException, InterruptedException {
    if (!runner.warmsUp()) {
      return;
    }
    double seconds = 0;
    for (int run = 0; run < LEAST_WARM_UPS || seconds < WARM_UP_SECONDS; run++) {
      Outcome outcome = runner.run(transfer());
      clear();
      if (!(outcome instanceof Outcome.Done done) || done.wallSeconds() > PATIENCE_SECONDS) {
        return;
      }
      seconds += done.wallSeconds();
    }
  }

  private Measurement measure(Runner runner, boolean compareBytes)
      throws IOException, InterruptedException {
    origin.accessLog().skip();
    Transfer transfer = transfer();
    double began = System.currentTimeMillis() / 1e3;
    Outcome outcome = runner.run(transfer);
    boolean done = outcome instanceof Outcome.Done;
    Traffic traffic = origin.accessLog().settled(done ? object.sizeBytes() : 0);
    if (done) {
      outcome = wrong(compareBytes).<Outcome>map(Outcome.Failed::new).orElse(outcome);
    }
    clear();
    return new Measurement(outcome, traffic, Math.max(0, traffic.firstEpochSeconds() - began));
  }

  /** What is wrong with the file; a wrong file never counts. */
  private Optional<String> wrong(boolean compareBytes) throws IOException {
    Path file = destination();
    if (!Files.exists(file)) {
      return Optional.of("left no file");
    }
    if (Files.size(file) != object.sizeBytes()) {
      return Optional.of("left a file of " + Files.size(file) + " bytes");
    }
    return compareBytes && TestObject.crc64Of(file) != object.crc64()
        ? Optional.of("left wrong bytes")
        : Optional.empty();
  }

  private Transfer transfer() {
    boolean tls = scenario.route() == Route.TLS;
    URI url = tls ? origin.tls(object) : origin.plain(object);
    return new Transfer(
        url,
        destination(),
        scenario.connections(),
        scenario.synced(),
        tls ? Optional.of(origin.authority()) : Optional.empty(),
        workplace.downloads(scenario.synced()),
        scenario.deadline());
  }

  private Path destination() {
    return workplace.downloads(scenario.synced()).resolve("file");
  }

  private void clear() throws IOException {
    Workplace.empty(workplace.downloads(scenario.synced()));
  }

  private void tell(Tool tool, int round, Measurement measured) {
    progress.printf(
        "  %-22s round %d %s  %d requests%n",
        tool.name(), round, measured.outcome().text(), measured.traffic().requests());
  }
}
