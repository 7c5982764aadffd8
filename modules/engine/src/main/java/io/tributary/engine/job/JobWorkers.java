package io.tributary.engine.job;

import io.tributary.core.failure.Failure;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.receipt.ReceiptLine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which node has which slices of a job's batches. A node that says nothing loses what it has to
 * others, but not before its lease is over: one that is leaving, or cut off, is still at work until
 * then. Mutable, for one thread.
 */
final class JobWorkers {
  /** Beats come twice a second. */
  static final Duration SILENCE = Duration.ofMillis(3500);

  private static final Duration SAY_AGAIN = Duration.ofSeconds(1);

  /** Reaches the nodes; what it calls a batch is a slice of one. */
  interface Link {
    void begin(NodeId node, int requests);

    void bring(NodeId node, int take, Batch batch);

    void forget(NodeId node, long batch);

    /** The node may go on with what it has, and have so many requests under way. */
    void alive(NodeId node, long beatNanos, int requests);

    void stop(NodeId node);
  }

  /** All lines of a batch. */
  record Complete(Batch batch, List<ReceiptLine> lines) {}

  private static final class Given {
    final Slice slice;
    final NodeId node;
    long saidNanos;

    /** All its lines are here. */
    boolean complete;

    Given(Slice slice, NodeId node) {
      this.slice = slice;
      this.node = node;
    }
  }

  private final Link link;
  private int requests;
  private final Map<NodeId, JobWorker> workers = new HashMap<>();
  private final Map<Long, Slice.Whole> open = new HashMap<>();
  private final Deque<Slice> waiting = new ArrayDeque<>();
  private final Map<Long, Given> given = new HashMap<>();
  private final Map<Long, Integer> takes = new HashMap<>();
  private long slices;

  /** When somebody last looked; good enough for what comes in between. */
  private long nowNanos;

  /**
   * @param requests that a node has under way at a time
   */
  JobWorkers(Link link, int requests) {
    this.link = link;
    this.requests = requests;
  }

  /** From now on; nodes hear of it with the answer to their next beat. */
  void limit(int newRequests) {
    requests = newRequests;
  }

  void add(Batch batch) {
    Slice.Whole whole = Slice.cut(batch, slices + 1);
    slices += whole.slices().size();
    open.put(batch.id(), whole);
    waiting.addAll(whole.slices());
  }

  /** Whether there is less waiting than the nodes may soon ask for. */
  boolean wantMore() {
    int room = workers.values().stream().mapToInt(JobWorker::room).sum();
    return waiting.size() < Math.max(JobWorker.LEAST, room)
        || waiting.stream().mapToInt(Slice::objects).sum() < requests * workers.size();
  }

  long openObjects() {
    return open.values().stream().mapToLong(whole -> whole.batch().items().size()).sum();
  }

  long bytesReceived() {
    return workers.values().stream().mapToLong(worker -> worker.bytesReceived).sum();
  }

  /** Why no node can work; empty as long as one may. */
  Optional<Failure> hopeless() {
    boolean all =
        !workers.isEmpty() && workers.values().stream().allMatch(w -> w.unfitOrNull != null);
    return all
        ? workers.values().stream().map(worker -> worker.unfitOrNull).findFirst()
        : Optional.empty();
  }

  /**
   * Looks after the nodes, a few times a second.
   *
   * @param nodes that may work now
   */
  void tick(List<NodeId> nodes, long now) {
    nowNanos = now;
    workers.forEach((node, worker) -> worker.absent = !nodes.contains(node));
    List<NodeId> lost =
        workers.entrySet().stream()
            .filter(each -> silent(each.getValue()) || each.getValue().idleAndAbsent())
            .map(Map.Entry::getKey)
            .toList();
    lost.forEach(this::lose);
    nodes.forEach(node -> workers.computeIfAbsent(node, unknown -> arrived()));
    workers.forEach(this::ask);
    assign();
  }

  private JobWorker arrived() {
    JobWorker worker = new JobWorker();
    worker.heardNanos = nowNanos;
    worker.askedNanos = nowNanos - SAY_AGAIN.toNanos();
    return worker;
  }

  private boolean silent(JobWorker worker) {
    return worker.ready && nowNanos - worker.heardNanos > SILENCE.toNanos();
  }

  /** If it is still there, it is asked anew, and knows what it had. */
  private void lose(NodeId node) {
    workers.remove(node);
    List<Given> had =
        given.values().stream().filter(one -> one.node.equals(node) && !one.complete).toList();
    for (Given one : had) {
      given.remove(one.slice.id());
      one.slice.lost();
      waiting.addFirst(one.slice);
    }
  }

  private void ask(NodeId node, JobWorker worker) {
    boolean due = nowNanos - worker.askedNanos >= SAY_AGAIN.toNanos();
    if (!worker.ready && !worker.absent && worker.unfitOrNull == null && due) {
      worker.askedNanos = nowNanos;
      link.begin(node, requests);
    }
  }

  void beat(BatchReport.Beat beat, long now) {
    nowNanos = now;
    JobWorker worker = workers.get(beat.node());
    if (worker == null || worker.absent) {
      return;
    }
    worker.ready = true;
    worker.heardNanos = nowNanos;
    worker.bytesReceived = beat.bytesReceived();
    worker.hungry = beat.hungry();
    List<Long> others = beat.working().stream().filter(s -> !has(beat.node(), s)).toList();
    others.forEach(slice -> link.forget(beat.node(), slice));
    if (others.isEmpty()) {
      link.alive(beat.node(), beat.beatNanos(), requests);
    }
    given.values().stream()
        .filter(one -> one.node.equals(beat.node()) && !one.complete)
        .filter(one -> !beat.working().contains(one.slice.id()))
        .filter(one -> nowNanos - one.saidNanos > SAY_AGAIN.toNanos())
        .forEach(this::say);
    assign();
  }

  private boolean has(NodeId node, long slice) {
    Given one = given.get(slice);
    return one != null && one.node.equals(node);
  }

  void unfit(BatchReport.Unfit unfit) {
    Optional.ofNullable(workers.get(unfit.node()))
        .ifPresent(worker -> worker.unfitOrNull = unfit.failure());
  }

  /**
   * What each node has in hand.
   *
   * @param name of a node
   */
  List<JobStatus.NodeShare> shares(Function<NodeId, String> name) {
    return workers.entrySet().stream()
        .map(entry -> share(entry.getKey(), name.apply(entry.getKey()), entry.getValue()))
        .sorted(Comparator.comparing(JobStatus.NodeShare::node))
        .toList();
  }

  private JobStatus.NodeShare share(NodeId node, String name, JobWorker worker) {
    List<Slice> has =
        given.values().stream()
            .filter(one -> one.node.equals(node) && !one.complete)
            .map(one -> one.slice)
            .toList();
    return new JobStatus.NodeShare(
        name,
        has.stream().map(slice -> slice.whole().batch().id()).distinct().sorted().toList(),
        has.stream().mapToLong(Slice::objects).sum(),
        worker.bytesReceived);
  }

  private void assign() {
    workers.values().forEach(worker -> worker.forgetBefore(nowNanos));
    // One each, then the second: they begin together. What another has lost waits for no room.
    for (int load = 0; load < Math.max(JobWorker.MOST + JobWorker.LEAST, requests); load++) {
      for (Map.Entry<NodeId, JobWorker> entry : workers.entrySet()) {
        if (waiting.isEmpty()) {
          return;
        }
        int further = takes.containsKey(waiting.peek().id()) ? JobWorker.LEAST : 0;
        if (entry.getValue().takes(load, further, requests)) {
          give(entry.getKey(), entry.getValue(), waiting.poll());
        }
      }
    }
  }

  private void give(NodeId node, JobWorker worker, Slice slice) {
    takes.merge(slice.id(), 1, Integer::sum);
    Given one = new Given(slice, node);
    given.put(slice.id(), one);
    worker.given(slice.objects());
    say(one);
  }

  private void say(Given one) {
    one.saidNanos = nowNanos;
    link.bring(one.node, takes.get(one.slice.id()), one.slice.part());
  }

  /** The batch, once all of it is told. */
  Optional<Complete> brought(BatchReport.Brought brought) {
    Given one = given.get(brought.batch());
    if (one == null || !one.node.equals(brought.node())) {
      return Optional.empty();
    }
    if (one.complete) {
      link.forget(one.node, one.slice.id());
      return Optional.empty();
    }
    int take = takes.get(one.slice.id());
    if (take != brought.take()) {
      // It says that it has this slice in hand, and has not heard that it is to begin it anew.
      link.bring(one.node, take, one.slice.part());
      return Optional.empty();
    }
    if (!one.slice.take(brought.first(), brought.lines())) {
      return Optional.empty();
    }
    over(one);
    Slice.Whole whole = one.slice.whole();
    return whole.complete().map(lines -> new Complete(whole.batch(), lines));
  }

  /** Its lines are here, and its node has room for another. */
  private void over(Given one) {
    one.complete = true;
    link.forget(one.node, one.slice.id());
    JobWorker worker = workers.get(one.node);
    if (worker != null) {
      worker.brought(one.slice.objects(), nowNanos);
      assign();
    }
  }

  void recorded(long batch) {
    Slice.Whole whole = open.remove(batch);
    if (whole != null) {
      for (Slice slice : whole.slices()) {
        takes.remove(slice.id());
        given.remove(slice.id());
      }
    }
  }

  void stop() {
    workers.keySet().forEach(link::stop);
  }
}
