package io.tributary.server.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where what is listed comes from: each kind of it is one of these. Thread-safe. */
public interface LiveRows {
  /** What has changed since a time, the earliest change first, at most so many. */
  CompletionStage<List<LiveRow>> changedSince(Instant since, int limit);

  /** How many there are: a field for each state. */
  CompletionStage<ObjectNode> count();

  /** What these are called together: {@code downloads}, {@code jobs}. */
  String name();
}
