package io.tributary.torture;

import io.tributary.torture.campaign.Campaign;
import io.tributary.torture.campaign.CaseId;
import io.tributary.torture.campaign.Part;
import io.tributary.torture.campaign.Tally;
import io.tributary.torture.process.Command;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One torture from its seed to its summary. */
final class Torture {
  private final TortureOptions options;
  private final List<Part> parts;
  private final PrintStream out;
  private final Campaign campaign;
  private final List<String> notRun = new ArrayList<>();

  Torture(TortureOptions options, List<Part> parts, PrintStream out) {
    this.options = options;
    this.parts = parts.stream().filter(part -> isWanted(part, options)).toList();
    this.out = out;
    this.campaign = new Campaign(options.seed(), options.jobs(), out);
  }

  private static boolean isWanted(Part part, TortureOptions options) {
    return options
        .only()
        .map(id -> part.name().equals(id.part()))
        .orElse(options.parts().contains(part.name()));
  }

  /** True when everything was survived. */
  boolean run() {
    out.printf("seed: --seed %d%n", options.seed());
    if (options.only().isPresent()) {
      return repeat(options.only().get());
    }
    List<Part> able = parts.stream().filter(this::isAble).toList();
    long shares = able.stream().mapToInt(Part::weight).sum();
    for (Part part : able) {
      Duration time = options.minutes().multipliedBy(part.weight()).dividedBy(Math.max(1, shares));
      campaign.run(part, options.count(), time);
    }
    summarise();
    return campaign.losses().isEmpty();
  }

  private boolean repeat(CaseId id) {
    return parts.stream()
        .filter(part -> part.name().equals(id.part()))
        .findAny()
        .map(part -> campaign.runAlone(part, id))
        .orElseThrow(() -> new IllegalArgumentException("no part " + id.part()));
  }

  private boolean isAble(Part part) {
    Optional<String> obstacle = part.obstacle();
    obstacle.ifPresent(
        why -> {
          notRun.add(part.name());
          out.printf("%s: NOT RUN: %s%n", part.name(), why);
        });
    return obstacle.isEmpty();
  }

  private void summarise() {
    List<String> facts = facts();
    out.println();
    out.print(ResultPage.table(facts, campaign.tally()));
    notRun.forEach(part -> out.println(part + ": NOT RUN on this machine"));
    campaign.losses().forEach(loss -> out.println("NOT SURVIVED: " + loss));
    if (options.write()) {
      try {
        String mark = clusterAlone() ? "cluster" : "torture";
        ResultPage.write(Path.of("docs", "reliability.md"), mark, facts, campaign.tally());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Then the results have a place of their own. */
  private boolean clusterAlone() {
    return options.parts().equals(List.of("cluster"));
  }

  private List<String> facts() {
    List<String> facts = new ArrayList<>(List.of(clusterAlone() ? blows() : faults()));
    facts.add(
        String.format(
            Locale.ROOT,
            "`scripts/%s --seed %d %s`, %s, commit %s, Linux %s, %d processors, Java %s.",
            clusterAlone() ? "chaos" : "torture",
            options.seed(),
            extent(),
            LocalDate.now(ZoneOffset.UTC),
            commit(),
            System.getProperty("os.version").split("[^0-9.]", 2)[0],
            Runtime.getRuntime().availableProcessors(),
            System.getProperty("java.version")));
    if (!notRun.isEmpty()) {
      facts.add("Not run: " + String.join(", ", notRun) + ".");
    }
    return facts;
  }

  private String extent() {
    String jobs = clusterAlone() ? " --jobs " + options.jobs() : "";
    return options.count() == Integer.MAX_VALUE
        ? "--minutes " + options.minutes().toMinutes() + jobs
        : "--count " + options.count() + jobs;
  }

  private String blows() {
    Tally tally = campaign.tally();
    return String.format(
        Locale.ROOT,
        "Survived: %,d blows, in %,d downloads; not survived: %d downloads.",
        tally.sum("blows/"),
        tally.sum("cases/"),
        campaign.losses().size());
  }

  private String faults() {
    Tally tally = campaign.tally();
    long faults =
        tally.sum("faults/")
            + tally.sum("tampering/")
            + tally.sum("syscalls/")
            + tally.sum("space/");
    return String.format(
        Locale.ROOT,
        "Survived: %,d faults, %,d kills, %,d power cuts, in %,d downloads; not survived: %d"
            + " downloads.",
        faults,
        tally.sum("kills/"),
        tally.sum("power/"),
        tally.sum("cases/"),
        campaign.losses().size());
  }

  private static String commit() {
    try {
      return Command.run("git", "rev-parse", "--short", "HEAD").strip();
    } catch (IOException e) {
      return "unknown";
    }
  }
}
