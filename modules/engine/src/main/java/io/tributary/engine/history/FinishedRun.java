package io.tributary.engine.history;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * The history of a download from the latest time that it was asked for until it ended.
 *
 * @param id of the download
 * @param lines in their order; the last one says how it ended
 * @param complete whether these are all: of very many, some before the last are left out
 */
public record FinishedRun(String id, List<HistoryLine> lines, boolean complete) {
  public FinishedRun {
    requireNonNull(id, "id");
    lines = List.copyOf(lines);
  }
}
