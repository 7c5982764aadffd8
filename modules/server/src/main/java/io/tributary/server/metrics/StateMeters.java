package io.tributary.server.metrics;

import akka.actor.typed.ActorSystem;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.typed.Cluster;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.tributary.engine.governor.BucketView;
import io.tributary.engine.governor.Governor;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.submission.SubmissionState;
import java.time.Duration;
import java.util.function.ToDoubleFunction;

/** What is looked at when somebody asks. */
final class StateMeters {
  private final MeterRegistry registry;

  private StateMeters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Asks nothing of the node yet: it need not be a member of its cluster. */
  static void bind(MeterRegistry registry, ActorSystem<?> system, SubmissionCounts submissions) {
    StateMeters meters = new StateMeters(registry);
    meters.bytes(system);
    meters.governor(system);
    meters.cluster(Cluster.get(system));
    meters.submissions(submissions);
  }

  private void bytes(ActorSystem<?> system) {
    FunctionCounter.builder(
            "tributary.fetched", system, one -> NodeResources.get(one).arrivedBytes().sum())
        .description("Bytes that sources have sent to this node")
        .baseUnit("bytes")
        .register(registry);
  }

  private void governor(ActorSystem<?> system) {
    gauge(
        "tributary.requests.under.way",
        "Requests of this node that have begun and not ended",
        system,
        one -> Governor.get(one).view().underWay());
    gauge(
        "tributary.requests.most",
        "Requests that this node may have under way",
        system,
        one -> Governor.get(one).view().inForce().connections());
    gauge(
        "tributary.throttled.buckets",
        "Buckets and servers that have refused requests of this node lately",
        system,
        one -> Governor.get(one).view().throttled().size());
    Gauge.builder("tributary.throttled.pause", system, one -> longestPause(Governor.get(one)))
        .description("How long one of them is to be left alone, at most")
        .baseUnit("seconds")
        .register(registry);
  }

  private static double longestPause(Governor governor) {
    return governor.view().throttled().stream()
        .map(BucketView::pause)
        .mapToDouble(StateMeters::seconds)
        .max()
        .orElse(0);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private void cluster(Cluster cluster) {
    for (boolean reachable : new boolean[] {true, false}) {
      Gauge.builder("tributary.cluster.members", cluster, one -> members(one, reachable))
          .description("Members of the cluster, as this node sees them")
          .tag("reachable", String.valueOf(reachable))
          .register(registry);
    }
  }

  private static double members(Cluster cluster, boolean reachable) {
    CurrentClusterState state = cluster.state();
    int unreachable = state.getUnreachable().size();
    int all = 0;
    for (var unused : state.getMembers()) {
      all++;
    }
    return reachable ? all - unreachable : unreachable;
  }

  private void submissions(SubmissionCounts counts) {
    for (SubmissionState state : SubmissionState.values()) {
      Gauge.builder("tributary.submissions", counts, one -> one.of(state))
          .description("Downloads and jobs of the whole cluster; not a number while it is unknown")
          .tag("state", WorkMeters.word(state))
          .register(registry);
    }
  }

  private <T> void gauge(String name, String what, T of, ToDoubleFunction<T> value) {
    Gauge.builder(name, of, value).description(what).register(registry);
  }
}
