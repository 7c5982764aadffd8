package io.tributary.torture;

import io.tributary.torture.campaign.Campaign;
import io.tributary.torture.campaign.CaseId;
import io.tributary.torture.campaign.Part;
import io.tributary.torture.campaign.Tally;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    this.parts = parts.stream().filter(part -> options.parts().contains(part.name())).toList();
    this.out = out;
    this.campaign = new Campaign(options.seed(), options.jobs(), out);
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
        .map(part -> campaign.run(part, id))
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
    Tally tally = campaign.tally();
    out.println();
    for (Map.Entry<String, Long> entry : tally.counts().entrySet()) {
      out.printf("%8d  %s%n", entry.getValue(), entry.getKey());
    }
    tally.measures().forEach((what, value) -> out.printf("%8d  %s%n", value, what));
    out.printf(
        "survived: %d faults, %d kills; lost: %s; not run: %s%n",
        tally.sum("faults/"), tally.sum("kills/"), campaign.losses(), notRun);
  }
}
