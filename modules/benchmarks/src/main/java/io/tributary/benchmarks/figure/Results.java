package io.tributary.benchmarks.figure;

import io.tributary.benchmarks.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The figures of all scenarios so far, in the order in which they ran. */
public final class Results {
  private final List<Result> all = new ArrayList<>();

  /** One scenario with the figures of all tools. */
  public record Result(Scenario scenario, List<Series> series) {
    public Result {
      series = List.copyOf(series);
    }
  }

  public Result add(Scenario scenario, List<Series> series) {
    Result result = new Result(scenario, series);
    all.add(result);
    return result;
  }

  public List<Result> all() {
    return List.copyOf(all);
  }

  /** What the same tool took without the fault; empty when that was not measured, or failed. */
  public OptionalDouble undisturbedSeconds(Scenario scenario, String tool) {
    Optional<Series> series =
        all.stream()
            .filter(result -> scenario.undisturbed().equals(Optional.of(result.scenario().name())))
            .flatMap(result -> result.series().stream())
            .filter(candidate -> candidate.tool().equals(tool))
            .filter(candidate -> candidate.failure().isEmpty())
            .findFirst();
    return series.isPresent()
        ? OptionalDouble.of(series.get().wallSeconds().median())
        : OptionalDouble.empty();
  }
}
