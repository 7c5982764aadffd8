package io.tributary.engine.attempt;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What was tried and is not journaled yet: bounded, so that what a download tries makes its events
 * neither more nor large. Neighbouring ranges of one node are told as one; where room is short,
 * successes are only counted, and failures only after those. Mutable, for one thread.
 */
public final class AttemptLog {
  /** With reasons of full length an event of so many is half as large as one may be. */
  static final int MOST = 40;

  /** Ranges fetched without trouble, by node and start. */
  private final Map<String, TreeMap<Long, Attempt>> plain = new HashMap<>();

  private final List<Attempt> others = new ArrayList<>();
  private int plainCount;
  private long leftOut;
  private long leftOutBytes;
  private long leftOutFailures;

  public void add(Attempt attempt) {
    if (attempt.plain()) {
      join(attempt);
    } else {
      others.add(attempt);
    }
    if (plainCount + others.size() > MOST) {
      leaveOut();
    }
  }

  private void join(Attempt attempt) {
    TreeMap<Long, Attempt> ofNode = plain.computeIfAbsent(attempt.node(), n -> new TreeMap<>());
    plainCount -= ofNode.size();
    Attempt earlier = ofNode.remove(attempt.start());
    if (earlier != null) {
      // A range that was fetched again meanwhile: each is told of.
      others.add(earlier);
    }
    Attempt whole = attempt;
    Map.Entry<Long, Attempt> before = ofNode.lowerEntry(attempt.start());
    if (before != null && before.getValue().end() == attempt.start()) {
      whole = before.getValue().with(attempt, true);
    }
    Attempt behind = ofNode.remove(attempt.end());
    if (behind != null) {
      whole = whole.with(behind, true);
    }
    ofNode.put(whole.start(), whole);
    plainCount += ofNode.size();
  }

  private void leaveOut() {
    if (plainCount > 0) {
      leaveOutPlain();
    } else if (others.stream().anyMatch(one -> !one.trouble())) {
      Attempt oldest = others.stream().filter(one -> !one.trouble()).findFirst().orElseThrow();
      others.remove(oldest);
      leftOut += oldest.requests();
      leftOutBytes += oldest.bytes();
    } else {
      foldTrouble();
    }
  }

  /** The one that brought least. */
  private void leaveOutPlain() {
    Attempt least =
        plain.values().stream()
            .flatMap(ofNode -> ofNode.values().stream())
            .min(Comparator.comparingLong(Attempt::bytes))
            .orElseThrow();
    plain.get(least.node()).remove(least.start());
    plainCount--;
    leftOut += least.requests();
    leftOutBytes += least.bytes();
  }

  /** The latest goes into an earlier one that it is like; when there is none, the oldest goes. */
  private void foldTrouble() {
    Attempt latest = others.remove(others.size() - 1);
    for (int i = 0; i < others.size(); i++) {
      if (others.get(i).alike(latest)) {
        others.set(i, others.get(i).with(latest, false));
        return;
      }
    }
    leftOutFailures += others.remove(0).requests();
    others.add(latest);
  }

  /** What there is, which is forgotten with this; null when there is nothing. */
  public Attempts takeOrNull() {
    if (plainCount + others.size() == 0 && leftOut + leftOutFailures == 0) {
      return null;
    }
    List<Attempt> list =
        Stream.concat(
                plain.values().stream().flatMap(ofNode -> ofNode.values().stream()),
                others.stream())
            .sorted(Comparator.comparingLong(Attempt::beganMillis))
            .toList();
    Attempts taken = new Attempts(list, leftOut, leftOutBytes, leftOutFailures);
    plain.clear();
    others.clear();
    plainCount = 0;
    leftOut = 0;
    leftOutBytes = 0;
    leftOutFailures = 0;
    return taken;
  }
}
