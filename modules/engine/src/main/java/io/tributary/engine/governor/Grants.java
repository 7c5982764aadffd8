package io.tributary.engine.governor;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.retry.RetryPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Lets the requests of one node begin, each in its turn, and learns from what becomes of them.
 * Thread-safe, never blocks.
 */
final class Grants {
  /** What was refused so long ago is forgotten. */
  private static final Duration REMEMBERED = Duration.ofMinutes(10);

  private static final int MOST_BUCKETS = 1000;

  private static final Executor HERE = Runnable::run;

  private final LongSupplier clock;
  private final Alarms alarms;
  private final Consumer<Throttled> others;
  private final Turns turns = new Turns();
  private boolean serving;

  /**
   * @param others hears, without a lock, what the other nodes should know
   */
  Grants(LongSupplier clock, Alarms.Alarm alarm, Consumer<Throttled> others) {
    this.clock = clock;
    this.alarms = new Alarms(alarm, this::rings);
    this.others = others;
  }

  /** The right to one request; give it back exactly once, more is harmless. */
  final class Permit {
    private final Flow flow;
    private final long beganNanos;
    private final AtomicBoolean returned = new AtomicBoolean();

    private Permit(Flow flow, long beganNanos) {
      this.flow = flow;
      this.beganNanos = beganNanos;
    }

    /**
     * @param failureOrNull what became of the request
     */
    void close(Throwable failureOrNull) {
      if (returned.compareAndSet(false, true)) {
        giveBack(this, refusal(failureOrNull));
      }
    }
  }

  /**
   * Begins a request when it has its turn: in the caller's thread when that is now.
   *
   * @param wanted whether it still is, when that comes; if not, the stage fails with a
   *     CancellationException
   * @param later where a request begins that had to wait
   */
  <T> CompletionStage<T> run(
      Party party,
      String bucket,
      BooleanSupplier wanted,
      Executor later,
      Supplier<CompletionStage<T>> request) {
    CompletableFuture<Permit> turn = acquire(party, bucket, wanted);
    Executor where = turn.isDone() ? HERE : later;
    return turn.thenComposeAsync(permit -> request.get(), where)
        .whenComplete((done, failure) -> close(turn, failure));
  }

  /** Whatever went wrong, and be it that nothing could begin: a permit that stays out is lost. */
  private static void close(CompletableFuture<Permit> turn, Throwable failureOrNull) {
    var unused = turn.thenAccept(permit -> permit.close(failureOrNull));
  }

  CompletableFuture<Permit> acquire(Party party, String bucket, BooleanSupplier wanted) {
    long nowNanos = clock.getAsLong();
    CompletableFuture<Permit> answer = new CompletableFuture<>();
    synchronized (this) {
      Flow flow = turns.flow(party, bucket);
      if (turns.nobodyWaits() && turns.open(flow, nowNanos)) {
        turns.begin(flow, nowNanos);
        return CompletableFuture.completedFuture(new Permit(flow, nowNanos));
      }
      turns.enqueue(flow, new Flow.Waiter(wanted, answer));
    }
    serve();
    return answer;
  }

  private void giveBack(Permit permit, TributaryException refusalOrNull) {
    long nowNanos = clock.getAsLong();
    Throttled throttled;
    synchronized (this) {
      throttled = learn(permit, refusalOrNull, nowNanos);
      turns.end(permit.flow, nowNanos);
    }
    if (throttled != null) {
      others.accept(throttled);
    }
    serve();
  }

  /** Returns what others should know; null for nothing. */
  private static Throttled learn(Permit permit, TributaryException refusalOrNull, long nowNanos) {
    Bucket bucket = permit.flow.bucket;
    if (refusalOrNull == null) {
      bucket.window.served(bucket.underWay, nowNanos);
      return null;
    }
    boolean fewer = bucket.window.refused(bucket.underWay, permit.beganNanos, nowNanos);
    Duration pause = refusalOrNull.retryAfter().map(RetryPolicy::obeyed).orElse(Duration.ZERO);
    boolean worthTelling = fewer || isNews(pause, bucket.window.waitNanos(nowNanos));
    bucket.window.pause(pause, nowNanos);
    return worthTelling
        ? new Throttled(
            bucket.name, bucket.window.most(), bucket.window.ceiling(), pause.toMillis())
        : null;
  }

  /** All that were sent together are refused together: the others hear of it once. */
  private static boolean isNews(Duration pause, long waitsNanos) {
    long longerNanos = pause.toNanos() - waitsNanos;
    return waitsNanos == 0 ? longerNanos > 0 : longerNanos > ThrottleWindow.SAME_MOMENT.toNanos();
  }

  private static TributaryException refusal(Throwable failureOrNull) {
    Throwable cause = failureOrNull;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause instanceof TributaryException known && known.kind() == FailureKind.THROTTLED
        ? known
        : null;
  }

  /** Another node was refused. */
  void heard(Throttled throttled) {
    long nowNanos = clock.getAsLong();
    synchronized (this) {
      Bucket bucket = turns.bucket(throttled.bucket());
      bucket.usedNanos = nowNanos;
      if (throttled.most() != ThrottleWindow.UNLIMITED) {
        bucket.window.heard(throttled.most(), throttled.ceiling(), nowNanos);
      }
      if (throttled.pauseMillis() > 0) {
        bucket.window.pause(Duration.ofMillis(throttled.pauseMillis()), nowNanos);
      }
    }
    serve();
  }

  /** What the node may use, from now on. For those who wait, {@link #serve} is to follow. */
  synchronized void limit(Limits limits) {
    turns.limit(limits.connections(), limits.requestsPerSecond());
  }

  /** The same for what a party may use. */
  synchronized void pace(Party party, double requestsPerSecond) {
    party.pace.change(requestsPerSecond);
  }

  /** Called about once a second. */
  void tidy() {
    List<Flow.Waiter> dropped;
    synchronized (this) {
      long nowNanos = clock.getAsLong();
      turns.forgetIdle(REMEMBERED.toNanos(), MOST_BUCKETS, nowNanos);
      dropped = turns.dropUnwanted(nowNanos);
    }
    dropped.forEach(Grants::drop);
  }

  private static void drop(Flow.Waiter waiter) {
    waiter.answer().completeExceptionally(new CancellationException("nobody waits for it"));
  }

  /**
   * One thread serves at a time, in a loop: whoever is served may give back at once, and many such
   * in a row must not nest.
   */
  void serve() {
    synchronized (this) {
      if (serving) {
        return;
      }
      serving = true;
    }
    for (Turn turn = next(); turn != null; turn = next()) {
      turn.answer();
    }
  }

  /**
   * @param permitOrNull null when it is not wanted any more
   */
  private record Turn(Flow.Waiter waiter, Permit permitOrNull) {
    void answer() {
      if (permitOrNull == null) {
        drop(waiter);
      } else {
        waiter.answer().complete(permitOrNull);
      }
    }
  }

  /** Whose turn is now; null for nobody's, and then serving is over. */
  private synchronized Turn next() {
    long nowNanos = clock.getAsLong();
    Flow flow = turns.next(nowNanos);
    if (flow == null) {
      serving = false;
      ringLater(nowNanos);
      return null;
    }
    Flow.Waiter waiter = turns.dequeue(flow);
    if (!waiter.wanted().getAsBoolean()) {
      turns.forget(flow, nowNanos);
      return new Turn(waiter, null);
    }
    turns.begin(flow, nowNanos);
    return new Turn(waiter, new Permit(flow, nowNanos));
  }

  private void ringLater(long nowNanos) {
    long waitNanos = turns.waitNanos(nowNanos);
    if (waitNanos != Turns.NEVER) {
      alarms.set(waitNanos, nowNanos);
    }
  }

  private void rings(long atNanos) {
    synchronized (this) {
      alarms.rang(atNanos);
    }
    serve();
  }

  /** Buckets that have refused something, as they are now. */
  synchronized List<BucketView> throttled() {
    long nowNanos = clock.getAsLong();
    List<BucketView> views = new ArrayList<>();
    for (Bucket bucket : turns.buckets()) {
      bucket.window.relax(nowNanos);
      if (bucket.window.learned(nowNanos)) {
        views.add(
            new BucketView(
                bucket.name,
                bucket.underWay,
                bucket.window.most(),
                Duration.ofNanos(bucket.window.waitNanos(nowNanos))));
      }
    }
    return views;
  }

  synchronized int underWay() {
    return turns.underWay();
  }
}
