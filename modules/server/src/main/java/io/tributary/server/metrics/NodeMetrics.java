package io.tributary.server.metrics;

import akka.actor.typed.ActorSystem;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tributary.engine.observe.Observation;
import io.tributary.engine.submission.Submissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** All meters of a node, and the text that Prometheus reads. One per node. Thread-safe. */
public final class NodeMetrics {
  /** What {@link #scrape} is written in. */
  public static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");
  private static final Duration[] BUCKETS =
      Stream.of(1, 5, 10, 25, 50, 100, 250, 500, 1000, 5000, 30_000)
          .map(Duration::ofMillis)
          .toArray(Duration[]::new);

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final SubmissionCounts submissions;

  /**
   * Begins to observe the node, which need not be a member of its cluster yet: what is counted
   * begins and ends, and who missed a beginning would count below zero.
   *
   * @param version of this program
   */
  public NodeMetrics(ActorSystem<?> system, String version) {
    this.submissions = new SubmissionCounts(() -> Submissions.get(system), System::nanoTime);
    StateMeters.bind(registry, system, this.submissions);
    Gauge.builder("tributary.build.info", () -> 1)
        .description("The version of this node's program")
        .tag("version", version)
        .register(registry);
    bindMachine(system);
    Observation.get(system).observe(new WorkMeters(registry));
    system.classicSystem().registerOnTermination(registry::close);
  }

  private void bindMachine(ActorSystem<?> system) {
    JvmGcMetrics collections = new JvmGcMetrics();
    collections.bindTo(registry);
    system.classicSystem().registerOnTermination(collections::close);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
  }

  /** A request to the API was answered. */
  public void answered(String method, int status, long nanos) {
    Timer.builder("tributary.api.requests")
        .description("Requests to the API of this node, until their answer began")
        .tag("method", METHODS.contains(method) ? method : "other")
        .tag("status", String.valueOf(status))
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  /** All of them as they are now, in {@link #FORMAT}; of a node that is up. Never fails. */
  public CompletionStage<String> scrape() {
    return submissions.refresh().thenApply(looked -> registry.scrape());
  }
}
