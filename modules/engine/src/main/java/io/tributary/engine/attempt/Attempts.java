package io.tributary.engine.attempt;

import static java.util.Objects.requireNonNullElse;

import java.util.List;

/**
 * What was tried since the event before, with what there was no room for.
 *
 * @param list in the order in which they began
 * @param leftOut requests that went well and are not in the list
 * @param leftOutBytes what these brought
 * @param leftOutFailures requests that failed and are not in the list
 */
public record Attempts(List<Attempt> list, long leftOut, long leftOutBytes, long leftOutFailures) {
  public Attempts {
    list = List.copyOf(requireNonNullElse(list, List.of()));
  }
}
