package io.tributary.benchmarks.limits;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import io.tributary.engine.Tributary;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.download.DownloadCoordinator;
import io.tributary.engine.download.DownloadId;
import io.tributary.engine.download.DownloadSpec;
import io.tributary.engine.download.DownloadUpdate;
import io.tributary.engine.node.LocalNode;
import io.tributary.engine.source.SourceReference;
import io.tributary.storage.SourceOptions;
import java.nio.file.Path;
import java.time.Duration;

/** How long a coordinator takes from the first word to it until it has read its journal. */
final class RecoveryTime {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final ActorSystem<?> system;
  private final String url;

  private RecoveryTime(ActorSystem<?> system, String url) {
    this.system = system;
    this.url = url;
  }

  /**
   * @param database a copy: the download in it is stopped
   * @return seconds for that download, and before it for one that has no journal yet
   */
  static double[] of(Path database, String url, Path destination) {
    try (LocalNode node = LocalNode.start(database)) {
      Tributary.get(node.system());
      RecoveryTime recovery = new RecoveryTime(node.system(), url);
      Path other = destination.resolveSibling("another");
      return new double[] {recovery.secondsFor(other), recovery.secondsFor(destination)};
    }
  }

  private double secondsFor(Path destination) {
    SourceReference source =
        new SourceReference(url, url, SourceOptions.defaults(), String.valueOf(destination));
    DownloadSpec spec =
        new DownloadSpec(source, destination.toString(), DownloadOptions.defaults());
    EntityRef<DownloadCoordinator.Command> coordinator =
        ClusterSharding.get(system)
            .entityRefFor(DownloadCoordinator.TYPE, DownloadId.of("", destination.toString()));
    long beganNanos = System.nanoTime();
    AskPattern.<DownloadCoordinator.Command, DownloadUpdate>ask(
            coordinator,
            watcher -> new DownloadCoordinator.Start(spec, watcher),
            PATIENCE,
            system.scheduler())
        .toCompletableFuture()
        .join();
    double seconds = (System.nanoTime() - beganNanos) / 1e9;
    coordinator.tell(new DownloadCoordinator.Interrupt());
    return seconds;
  }
}
