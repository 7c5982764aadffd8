package io.tributary.engine.job;

import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.ActorContext;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.caller.Caller;
import io.tributary.engine.caller.Watcher;
import io.tributary.engine.download.DownloadSpec;
import io.tributary.engine.download.DownloadWatcher;
import io.tributary.engine.node.NodeResources;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The downloads of large objects that nobody goes on with. In a journal that nodes share they stay:
 * somebody else may want to go on with them.
 */
final class LargeLeftovers {
  private LargeLeftovers() {}

  /**
   * Has the temporary files of these deleted, and forgotten; of those that were brought meanwhile
   * there are none. Never fails: what cannot be deleted was said to the log. For the job's thread.
   */
  static CompletionStage<Void> discard(
      ActorContext<?> context, JobSpec spec, List<Leftover> leftovers) {
    if (NodeResources.get(context.getSystem()).sharesJournal()) {
      return CompletableFuture.completedStage(null);
    }
    return CompletableFuture.allOf(
        leftovers.stream()
            .flatMap(leftover -> leftover.large().stream())
            .map(batch -> LargeObjects.download(context.getSystem(), spec, batch, ""))
            .map(download -> discard(context, download))
            .toArray(CompletableFuture<?>[]::new));
  }

  /** The same for one of them. */
  static CompletableFuture<Void> discard(ActorContext<?> context, DownloadSpec download) {
    Caller<DownloadResult, DownloadProgress> outside = DownloadWatcher.caller(context.getSystem());
    ActorRef<Watcher.Message> watcher =
        context.spawnAnonymous(
            DownloadWatcher.create(
                download, LargeObjects.id(download), context.getSystem(), outside));
    watcher.tell(new Watcher.Stop(true));
    return outside.result().<Void>handle((result, stopped) -> null).toCompletableFuture();
  }
}
