package io.tributary.benchmarks.worker;

import io.tributary.engine.Tributary;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadOptions.Durability;
import io.tributary.engine.api.DownloadRequest;
import io.tributary.engine.node.LocalNode;
import io.tributary.storage.SourceOptions;
import java.nio.file.Path;

/** A node that stays up. */
final class TributaryWorker {
  private TributaryWorker() {}

  public static void main(String[] arguments) {
    Worker.main(arguments, TributaryWorker::start);
  }

  private static Worker.Fetch start() {
    Path database = Path.of(System.getProperty("bench.scratch")).resolve("node.sqlite");
    Tributary tributary = Tributary.get(LocalNode.start(database).system());
    return order -> tributary.download(request(order)).toCompletableFuture().join();
  }

  private static DownloadRequest request(Order order) {
    DownloadRequest request = DownloadRequest.of(order.url(), order.destination());
    SourceOptions source = trusting(order.authority().map(Path::toString).orElse(""));
    return request
        .withSource(source, request.secrets())
        .withOptions(
            DownloadOptions.builder()
                .lanes(order.connections())
                .durability(order.synced() ? Durability.FLUSH : Durability.FAST)
                .build());
  }

  private static SourceOptions trusting(String authority) {
    return SourceOptions.builder().caFile(authority).build();
  }
}
