package io.tributary.engine.job;

import io.tributary.core.failure.Failure;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.receipt.ReceiptLine;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Which node has which batch of a job. A node that says nothing loses what it has to others, but
 * not before its lease is over: one that is leaving, or cut off, is still at work until then.
 * Mutable, for one thread.
 */
final class JobWorkers {
  /** A node has the next batch before it has finished one. */
  private static final int BATCHES_PER_NODE = 2;

  /** Beats come twice a second. */
  static final Duration SILENCE = Duration.ofMillis(3500);

  private static final Duration SAY_AGAIN = Duration.ofSeconds(1);

  /** Reaches the nodes. */
  interface Link {
    void begin(NodeId node);

    void bring(NodeId node, int take, Batch batch);

    void forget(NodeId node, long batch);

    /** The node may go on with what it has. */
    void alive(NodeId node, long beatNanos);

    void stop(NodeId node);
  }

  /** All lines of a batch. */
  record Complete(Batch batch, List<ReceiptLine> lines) {}

  private static final class Worker {
    boolean ready;

    /**
     * Whether it may not work now: it gets nothing, and no answer by which it keeps what it has.
     */
    boolean absent;

    Failure unfitOrNull;
    long heardNanos;
    long askedNanos;
    long bytesReceived;
  }

  private static final class Given {
    final Batch batch;
    final NodeId node;
    final ReceiptLine[] lines;
    long saidNanos;
    boolean complete;

    Given(Batch batch, NodeId node, long nowNanos) {
      this.batch = batch;
      this.node = node;
      this.lines = new ReceiptLine[batch.items().size()];
      this.saidNanos = nowNanos;
    }
  }

  private final Link link;
  private final Map<NodeId, Worker> workers = new HashMap<>();
  private final Deque<Batch> waiting = new ArrayDeque<>();
  private final Map<Long, Given> given = new HashMap<>();
  private final Map<Long, Integer> takes = new HashMap<>();

  JobWorkers(Link link) {
    this.link = link;
  }

  void add(Batch batch) {
    waiting.add(batch);
  }

  /** Whether there is less waiting than the nodes may soon ask for. */
  boolean wantMore() {
    return waiting.size() < Math.max(1, workers.size()) * BATCHES_PER_NODE;
  }

  long openObjects() {
    return waiting.stream().mapToLong(batch -> batch.items().size()).sum()
        + given.values().stream().mapToLong(one -> one.batch.items().size()).sum();
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
  void tick(List<NodeId> nodes, long nowNanos) {
    workers.forEach((node, worker) -> worker.absent = !nodes.contains(node));
    List<NodeId> lost =
        workers.entrySet().stream()
            .filter(e -> silent(e.getValue(), nowNanos) || idleAndAbsent(e.getKey(), e.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    lost.forEach(this::lose);
    nodes.forEach(node -> workers.computeIfAbsent(node, unknown -> arrived(nowNanos)));
    workers.forEach((node, worker) -> ask(node, worker, nowNanos));
    assign(nowNanos);
  }

  private static Worker arrived(long nowNanos) {
    Worker worker = new Worker();
    worker.heardNanos = nowNanos;
    worker.askedNanos = nowNanos - SAY_AGAIN.toNanos();
    return worker;
  }

  private static boolean silent(Worker worker, long nowNanos) {
    return worker.ready && nowNanos - worker.heardNanos > SILENCE.toNanos();
  }

  private boolean idleAndAbsent(NodeId node, Worker worker) {
    return worker.absent && load(node) == 0;
  }

  /** If it is still there, it is asked anew, and knows what it had. */
  private void lose(NodeId node) {
    workers.remove(node);
    List<Given> had =
        given.values().stream().filter(one -> one.node.equals(node) && !one.complete).toList();
    for (Given one : had) {
      given.remove(one.batch.id());
      waiting.addFirst(one.batch);
    }
  }

  private void ask(NodeId node, Worker worker, long nowNanos) {
    boolean due = nowNanos - worker.askedNanos >= SAY_AGAIN.toNanos();
    if (!worker.ready && !worker.absent && worker.unfitOrNull == null && due) {
      worker.askedNanos = nowNanos;
      link.begin(node);
    }
  }

  void beat(BatchReport.Beat beat, long nowNanos) {
    Worker worker = workers.get(beat.node());
    if (worker == null || worker.absent) {
      return;
    }
    worker.ready = true;
    worker.heardNanos = nowNanos;
    worker.bytesReceived = beat.bytesReceived();
    List<Long> others = beat.working().stream().filter(b -> !has(beat.node(), b)).toList();
    others.forEach(batch -> link.forget(beat.node(), batch));
    if (others.isEmpty()) {
      link.alive(beat.node(), beat.beatNanos());
    }
    given.values().stream()
        .filter(one -> one.node.equals(beat.node()) && !one.complete)
        .filter(one -> !beat.working().contains(one.batch.id()))
        .filter(one -> nowNanos - one.saidNanos > SAY_AGAIN.toNanos())
        .forEach(one -> say(one, nowNanos));
    assign(nowNanos);
  }

  private boolean has(NodeId node, long batch) {
    Given one = given.get(batch);
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

  private JobStatus.NodeShare share(NodeId node, String name, Worker worker) {
    List<Given> has =
        given.values().stream().filter(one -> one.node.equals(node) && !one.complete).toList();
    return new JobStatus.NodeShare(
        name,
        has.stream().map(one -> one.batch.id()).sorted().toList(),
        has.stream().mapToLong(one -> one.batch.items().size()).sum(),
        worker.bytesReceived);
  }

  private void assign(long nowNanos) {
    // One each, then the second: they begin together. What another has lost waits for no room.
    for (int load = 0; load < 2 * BATCHES_PER_NODE; load++) {
      for (Map.Entry<NodeId, Worker> entry : workers.entrySet()) {
        if (waiting.isEmpty() || (load >= BATCHES_PER_NODE && !wasLost(waiting.peek()))) {
          return;
        }
        Worker worker = entry.getValue();
        if (worker.ready && !worker.absent && load(entry.getKey()) <= load) {
          give(entry.getKey(), waiting.poll(), nowNanos);
        }
      }
    }
  }

  private boolean wasLost(Batch batch) {
    return takes.containsKey(batch.id());
  }

  private long load(NodeId node) {
    return given.values().stream().filter(one -> one.node.equals(node) && !one.complete).count();
  }

  private void give(NodeId node, Batch batch, long nowNanos) {
    takes.merge(batch.id(), 1, Integer::sum);
    Given one = new Given(batch, node, nowNanos);
    given.put(batch.id(), one);
    say(one, nowNanos);
  }

  private void say(Given one, long nowNanos) {
    one.saidNanos = nowNanos;
    link.bring(one.node, takes.get(one.batch.id()), one.batch);
  }

  /** The batch, once all of it is told. */
  Optional<Complete> brought(BatchReport.Brought brought) {
    Given one = given.get(brought.batch());
    if (one == null || one.complete || !one.node.equals(brought.node())) {
      return Optional.empty();
    }
    int take = takes.get(brought.batch());
    if (take != brought.take()) {
      // It says that it has this batch in hand, and has not heard that it is to begin it anew.
      link.bring(one.node, take, one.batch);
      return Optional.empty();
    }
    int at = brought.first();
    for (ReceiptLine line : brought.lines()) {
      one.lines[at++] = line;
    }
    one.complete = Arrays.stream(one.lines).allMatch(line -> line != null);
    return one.complete
        ? Optional.of(new Complete(one.batch, Arrays.asList(one.lines)))
        : Optional.empty();
  }

  void recorded(long batch) {
    takes.remove(batch);
    Optional.ofNullable(given.remove(batch)).ifPresent(one -> link.forget(one.node, batch));
  }

  void stop() {
    workers.keySet().forEach(link::stop);
  }
}
