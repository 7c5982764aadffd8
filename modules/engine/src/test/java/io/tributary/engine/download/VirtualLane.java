package io.tributary.engine.download;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.lane.LaneReport;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.random.RandomGenerator;

/**
 * A lane in virtual time that does what a PartFetcher does, at its own speed, with stalls, failures
 * and messages that are slow, each way in order.
 */
final class VirtualLane {
  static final long STEP_NANOS = 50_000_000L;
  private static final long BEAT_STEPS = 10;
  private static final int MOST_DELAY_STEPS = 6;
  private static final long RUN = 1;

  private record Letter<T>(long dueStep, T content) {}

  private static final class Piece {
    final LaneOrder.Fetch fetchOrNull;
    final long assignment;
    final long start;
    long end;
    long received;
    long committedFrom = -1;
    boolean ready;

    Piece(LaneOrder.Fetch fetchOrNull, long assignment, long start, long end) {
      this.fetchOrNull = fetchOrNull;
      this.assignment = assignment;
      this.start = start;
      this.end = end;
      this.received = start;
    }

    boolean hedge() {
      return fetchOrNull == null;
    }
  }

  private final int number;
  private final RandomGenerator random;
  private final WrittenOnce file;
  private final double bytesPerStep;
  private final double failuresPerStep;
  private final Queue<Letter<LaneOrder>> inbox = new ArrayDeque<>();
  private final Queue<Letter<LaneReport>> outbox = new ArrayDeque<>();
  private long latestIn;
  private long latestOut;
  private long stalledUntilStep;
  private Piece piece;
  long hedgedBytes;

  VirtualLane(
      int number,
      RandomGenerator random,
      WrittenOnce file,
      double bytesPerSecond,
      double failuresPerSecond) {
    this.number = number;
    this.random = random;
    this.file = file;
    this.bytesPerStep = bytesPerSecond * STEP_NANOS / 1e9;
    this.failuresPerStep = failuresPerSecond * STEP_NANOS / 1e9;
  }

  void begin(long step) {
    report(step, new LaneReport.Ready(RUN, number, 0));
  }

  void order(long step, LaneOrder order) {
    latestIn = Math.max(latestIn, step + random.nextInt(MOST_DELAY_STEPS));
    inbox.add(new Letter<>(latestIn, order));
  }

  private void report(long step, LaneReport report) {
    latestOut = Math.max(latestOut, step + random.nextInt(MOST_DELAY_STEPS));
    outbox.add(new Letter<>(latestOut, report));
  }

  /** The next report that has arrived by now; null for none. */
  LaneReport pollReport(long step) {
    Letter<LaneReport> first = outbox.peek();
    return first != null && first.dueStep() <= step ? outbox.poll().content() : null;
  }

  void run(long step) {
    for (Letter<LaneOrder> first = inbox.peek();
        first != null && first.dueStep() <= step;
        first = inbox.peek()) {
      obey(step, inbox.poll().content());
    }
    if (piece != null && !piece.ready) {
      receive(step);
    }
    if (piece != null && step % BEAT_STEPS == number % BEAT_STEPS) {
      report(step, new LaneReport.Progress(RUN, number, piece.assignment, piece.received, 0));
    }
  }

  private void obey(long step, LaneOrder order) {
    if (order instanceof LaneOrder.Fetch fetch) {
      begin(new Piece(fetch, fetch.assignment(), fetch.start(), fetch.end()));
    } else if (order instanceof LaneOrder.Hedge hedge) {
      begin(new Piece(null, hedge.assignment(), hedge.start(), hedge.end()));
    } else if (order instanceof LaneOrder.Shrink shrink && at(shrink.assignment())) {
      piece.end = Math.max(piece.received, Math.min(piece.end, shrink.newEnd()));
      report(step, new LaneReport.Shrunk(RUN, number, piece.assignment, piece.end));
      if (piece.received == piece.end) {
        end(step, null);
      }
    } else if (order instanceof LaneOrder.Commit commit && at(commit.assignment())) {
      file.write(commit.from(), piece.end);
      piece.committedFrom = commit.from();
      end(step, null);
    } else if (order instanceof LaneOrder.Abort abort && at(abort.assignment())) {
      end(step, null);
    }
  }

  private boolean at(long assignment) {
    return piece != null && piece.assignment == assignment;
  }

  private void begin(Piece next) {
    if (piece != null) {
      throw new AssertionError("lane " + number + " is given two ranges at once");
    }
    piece = next;
  }

  private void receive(long step) {
    if (step < stalledUntilStep) {
      return;
    }
    if (random.nextDouble() < failuresPerStep) {
      if (random.nextBoolean()) {
        stalledUntilStep = step + random.nextInt(400);
      } else {
        end(step, new Failure(FailureKind.NETWORK, "fetch", "x", "reset", ""));
      }
      return;
    }
    long count = Math.min((long) Math.ceil(bytesPerStep), piece.end - piece.received);
    if (piece.hedge()) {
      hedgedBytes += count;
    } else if (count > 0) {
      file.write(piece.received, piece.received + count);
    }
    piece.received += count;
    if (piece.received == piece.end && piece.hedge()) {
      piece.ready = true;
      report(step, new LaneReport.HedgeReady(RUN, number, piece.assignment));
    } else if (piece.received == piece.end) {
      end(step, null);
    }
  }

  private void end(long step, Failure failureOrNull) {
    long written = piece.hedge() ? piece.start : piece.received;
    if (piece.committedFrom >= 0) {
      written = piece.end;
    }
    report(
        step,
        new LaneReport.Ended(
            RUN,
            number,
            piece.assignment,
            written,
            piece.received - piece.start,
            failureOrNull,
            -1));
    piece = null;
  }
}
