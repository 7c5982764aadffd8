package io.tributary.engine.job;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * What a run that nobody goes on with may have left on the disk.
 *
 * @param receipt that it was to write; empty for none
 * @param names of its files
 * @param epoch how often it was begun
 * @param open its batches that were not over
 */
public record Leftover(String receipt, JobState.Names names, int epoch, List<Batch> open) {
  public Leftover {
    requireNonNull(receipt, "receipt");
    requireNonNull(names, "names");
    open = List.copyOf(open);
  }

  static Leftover of(JobState unfinished) {
    return new Leftover(
        unfinished.spec().receipt(), unfinished.names(), unfinished.epoch(), unfinished.open());
  }

  /** What is still there when its own files are gone: large objects, downloads of their own. */
  Optional<Leftover> swept() {
    List<Batch> large = large();
    return large.isEmpty()
        ? Optional.empty()
        : Optional.of(new Leftover("", new JobState.Names("", "", ""), epoch, large));
  }

  List<Batch> large() {
    return open.stream().filter(Batch::large).toList();
  }

  /** Those that may have temporary files by the names that the seed gives. */
  List<Item> small() {
    return open.stream()
        .filter(batch -> !batch.large())
        .flatMap(batch -> batch.items().stream())
        .filter(item -> !item.directory())
        .toList();
  }
}
