package io.tributary.engine.home;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import io.tributary.core.failure.Failure;
import io.tributary.core.ledger.Segment;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.placement.NodeShards;
import io.tributary.engine.placement.Placement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadLocalRandom;

/** Reaches the disk of a download's home: at once when that is this node. Thread-safe. */
public final class HomeDisk {
  /** So many fit into one message. */
  private static final int SEGMENTS_PER_MESSAGE = 1000;

  private static final Duration NO_LIMIT = Duration.ofDays(1000);

  private final ActorSystem<?> system;
  private final HomeNode node;
  private final String downloadId;

  public HomeDisk(ActorSystem<?> system, String downloadId) {
    this.system = system;
    this.node = HomeNode.get(system);
    this.downloadId = downloadId;
  }

  /** Whether the disk of {@code home} is this node's; "" is any node's own. */
  public boolean isHere(String home) {
    return home.isEmpty() || Placement.get(system).selfName().filter(home::equals).isPresent();
  }

  /**
   * Does the step. Fails with what the disk says; with HOME_AWAY, which may be tried again, when
   * the home is not there, or is silent.
   *
   * @param home the name of a node
   */
  public CompletionStage<DiskResult> run(String home, DiskStep step) {
    if (isHere(home)) {
      return node.work().run(step);
    }
    Optional<NodeId> id = Placement.get(system).node(home);
    if (id.isEmpty()) {
      return CompletableFuture.failedStage(absent(home).asException());
    }
    return ask(id.get(), home, step).thenApply(result -> checked(home, result));
  }

  /** Tells a home that this lane, which brings bytes to it, is at work and may write. */
  public void alive(String home, long run, int lane) {
    Placement.get(system)
        .node(home)
        .ifPresent(id -> host(id).tell(new DiskHost.LaneAlive(run, lane)));
  }

  /** Which process does the steps now; empty when there is none. After a restart it is another. */
  public Optional<NodeId> process(String home) {
    Placement placement = Placement.get(system);
    return isHere(home) ? Optional.of(placement.self()) : placement.node(home);
  }

  private EntityRef<DiskHost.Command> host(NodeId id) {
    return ClusterSharding.get(system)
        .entityRefFor(DiskHost.TYPE, NodeShards.entityId(id, downloadId));
  }

  private CompletionStage<DiskResult> ask(NodeId id, String home, DiskStep step) {
    long number = ThreadLocalRandom.current().nextLong();
    CompletableFuture<DiskResult> answer = new CompletableFuture<>();
    system.systemActorOf(
        HomeAsker.create(host(id), number, step, patience(step), HomeAway.silent(home), answer),
        "tributary-asks-home-" + Long.toHexString(number),
        Props.empty());
    return answer;
  }

  /** A step may take hours; only what a lane waits for has its limit. */
  private HomeAsker.Patience patience(DiskStep step) {
    return new HomeAsker.Patience(node.silence(), ofLane(step) ? node.patience() : NO_LIMIT);
  }

  private static boolean ofLane(DiskStep step) {
    return step instanceof DiskStep.Drain || step instanceof DiskStep.Open;
  }

  private static DiskResult checked(String home, DiskResult result) {
    if (result instanceof DiskResult.Failed failed) {
      Failure there = failed.failure();
      throw new Failure(
              there.kind(),
              there.doing(),
              there.target().startsWith("/") ? "file://" + home + there.target() : there.target(),
              there.reason(),
              there.advice())
          .asException();
    }
    return result;
  }

  private Failure absent(String home) {
    return HomeAway.absent(home, Placement.get(system).names());
  }

  /**
   * What the cluster knows of a home that is not there, or could not be reached for as long as a
   * home may be silent; empty while there is nothing to say against it.
   *
   * @param unreachableNanos for how long {@link #unreachable} was true
   */
  public Optional<Failure> away(String home, long unreachableNanos) {
    if (isHere(home)) {
      return Optional.empty();
    }
    if (Placement.get(system).node(home).isEmpty()) {
      return Optional.of(absent(home));
    }
    return unreachableNanos > node.silence().toNanos()
        ? Optional.of(HomeAway.unreachable(home))
        : Optional.empty();
  }

  /** Whether the home is a member that this node hears nothing of. */
  public boolean unreachable(String home) {
    Placement placement = Placement.get(system);
    return !isHere(home) && placement.node(home).filter(placement::unreachable).isPresent();
  }

  /** The ranges of these that are not what they should be, in no order. */
  public CompletionStage<List<ByteRange>> badRanges(
      String home, String destination, String temporaryName, long origin, List<Segment> segments) {
    int most = isHere(home) ? Math.max(1, segments.size()) : SEGMENTS_PER_MESSAGE;
    CompletionStage<List<ByteRange>> bad = CompletableFuture.completedStage(new ArrayList<>());
    for (int from = 0; from < segments.size(); from += most) {
      List<Segment> page = segments.subList(from, Math.min(segments.size(), from + most));
      DiskStep step = new DiskStep.Check(destination, temporaryName, origin, page);
      bad =
          bad.thenCompose(
              found ->
                  run(home, step)
                      .thenApply(
                          result -> {
                            found.addAll(((DiskResult.Bad) result).ranges());
                            return found;
                          }));
    }
    return bad;
  }
}
