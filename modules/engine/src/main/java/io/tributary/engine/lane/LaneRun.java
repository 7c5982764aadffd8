package io.tributary.engine.lane;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import io.tributary.core.failure.Failure;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.destination.DestinationWriter;
import java.util.concurrent.CompletionStage;

/**
 * A lane's work for one run of a download, from its beginning to its stop: what it has open, and
 * the range that it has in hand. Confined to the thread of its {@link PartFetcher}.
 */
final class LaneRun {
  private final PartFetcher.Begin begin;
  private final ActorContext<PartFetcher.Command> context;
  private final LaneLease lease = new LaneLease();
  private CompletionStage<Workplace> opening;
  private Workplace workplace;
  private Assignment assignment;
  private boolean stopping;

  /** Begins to open what it needs; answered with {@link PartFetcher.Opened}. */
  LaneRun(PartFetcher.Begin begin, ActorContext<PartFetcher.Command> context) {
    this.begin = begin;
    this.context = context;
    long run = number();
    opening = Workplace.open(begin, lease, context.getSystem());
    context.pipeToSelf(opening, (opened, failure) -> new PartFetcher.Opened(run, opened, failure));
  }

  long number() {
    return begin.job().run();
  }

  ActorRef<LaneReport> coordinator() {
    return begin.coordinator();
  }

  /** Everything is open, and it was not told to stop. */
  boolean ready() {
    return workplace != null && !stopping;
  }

  boolean idle() {
    return assignment == null;
  }

  boolean worksOn(long number) {
    return assignment != null && assignment.number() == number;
  }

  boolean stopping() {
    return stopping;
  }

  /** Returns whether there is a place to work at. */
  boolean opened(PartFetcher.Opened opened) {
    if (stopping) {
      opened.close();
      return false;
    }
    if (opened.failureOrNull() != null) {
      report(new LaneReport.Unfit(number(), lane(), failure(opened.failureOrNull())));
      return false;
    }
    workplace = opened.workplaceOrNull();
    opening = null;
    reportWhenReady();
    return true;
  }

  void reportWhenReady() {
    if (ready()) {
      report(new LaneReport.Ready(number(), lane(), System.nanoTime()));
    }
  }

  void renew(long beatNanos) {
    lease.renew(beatNanos);
  }

  void fetch(PartFetcher.Fetch fetch) {
    start(Assignment.write(fetch.assignment(), fetch.start(), fetch.end()));
  }

  void hedge(PartFetcher.Hedge hedge) {
    start(Assignment.hedge(hedge.assignment(), new ByteRange(hedge.start(), hedge.end())));
  }

  private void start(Assignment next) {
    if (assignment != null) {
      return;
    }
    assignment = next;
    if (!lease.valid(System.nanoTime())) {
      // An order that was long on its way: its range may be another lane's by now.
      end(null);
      return;
    }
    long run = number();
    context.pipeToSelf(
        workplace.transfer(next),
        (done, failure) -> new PartFetcher.TransferDone(run, next.number(), failure));
  }

  void shrink(PartFetcher.Shrink shrink) {
    long end = assignment.transfer().shrinkTo(shrink.newEnd());
    report(new LaneReport.Shrunk(number(), lane(), assignment.number(), end));
  }

  /** What is being committed is over when it is written, or could not be. */
  void abort() {
    assignment.transfer().end();
    if (assignment.awaitingCommit()) {
      end(null);
    }
  }

  void transferred(Throwable failureOrNull) {
    if (failureOrNull != null || !assignment.hedgeIsComplete()) {
      end(failureOrNull);
      return;
    }
    assignment = assignment.readyToCommit();
    reportHedge();
    if (stopping) {
      end(null);
    }
  }

  private void reportHedge() {
    report(new LaneReport.HedgeReady(number(), lane(), assignment.number()));
  }

  /** Said again when it may be lost: once is enough. */
  void commit(PartFetcher.Commit commit) {
    if (!assignment.awaitingCommit()) {
      return;
    }
    assignment = assignment.committing();
    long run = number();
    context.pipeToSelf(
        workplace.commit(assignment, commit.from()),
        (done, failure) -> new PartFetcher.CommitDone(run, commit.assignment(), failure));
  }

  void end(Throwable failureOrNull) {
    RangeTransfer transfer = assignment.transfer();
    TransferGauge gauge = transfer.gauge();
    long over = assignment.number();
    assignment = null;
    report(
        new LaneReport.Ended(
            number(),
            lane(),
            over,
            gauge.written(),
            gauge.received(),
            failureOrNull == null ? null : failure(failureOrNull),
            Failures.retryAfterMillis(failureOrNull),
            gauge.cutOff(),
            requestId(transfer, failureOrNull)));
    if (stopping) {
      drain();
    }
  }

  /** Of the answer that had begun, or of the one that refused. */
  private static String requestId(RangeTransfer transfer, Throwable failureOrNull) {
    String ofFailure = Failures.requestId(failureOrNull);
    return ofFailure.isEmpty() ? transfer.requestId() : ofFailure;
  }

  /** Says what it does, and ends what it must not do any more. */
  void beat(long nowNanos) {
    if (assignment == null) {
      reportWhenReady();
      return;
    }
    if (lease.valid(nowNanos)) {
      workplace.alive();
    } else {
      abort();
    }
    if (assignment == null) {
      return;
    }
    long position = assignment.start() + assignment.transfer().gauge().received();
    report(new LaneReport.Progress(number(), lane(), assignment.number(), position, nowNanos));
    if (assignment.awaitingCommit()) {
      // That, or what was answered, may be lost.
      reportHedge();
    }
  }

  /**
   * Ends what is in hand and has it flushed; answered with {@link PartFetcher.Drained}.
   *
   * @return whether there is nothing to wait for
   */
  boolean stop() {
    boolean first = !stopping;
    stopping = true;
    if (workplace == null) {
      return true;
    }
    if (first && assignment == null) {
      drain();
    } else if (first) {
      abort();
    }
    return false;
  }

  /** Has what is written reported. */
  void drain() {
    long run = number();
    ActorRef<DestinationWriter.Drained> replyTo =
        context.messageAdapter(
            DestinationWriter.Drained.class, drained -> new PartFetcher.Drained(run));
    workplace.drain(replyTo);
  }

  void reportStopped() {
    report(new LaneReport.Stopped(number(), lane()));
  }

  /** Closes what is open, or is still being opened. */
  void close() {
    if (assignment != null) {
      assignment.transfer().end();
    }
    if (workplace != null) {
      workplace.close();
    }
    if (opening != null) {
      opening.thenAccept(Workplace::close);
    }
  }

  private int lane() {
    return begin.job().lane();
  }

  private Failure failure(Throwable thrown) {
    return Failures.of(thrown, begin.job().source().locator());
  }

  private void report(LaneReport report) {
    begin.coordinator().tell(report);
  }
}
