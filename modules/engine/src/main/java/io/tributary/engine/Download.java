package io.tributary.engine;

import akka.NotUsed;
import akka.actor.typed.ActorRef;
import akka.stream.javadsl.Source;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.caller.Caller;
import io.tributary.engine.caller.Watcher;
import java.util.concurrent.CompletionStage;

/** A download under way. Thread-safe. */
public final class Download {
  private final ActorRef<Watcher.Message> watcher;
  private final Caller<DownloadResult, DownloadProgress> outside;

  Download(ActorRef<Watcher.Message> watcher, Caller<DownloadResult, DownloadProgress> outside) {
    this.watcher = watcher;
    this.outside = outside;
  }

  /** Completes when the file is published; fails with a TributaryException when it will not be. */
  public CompletionStage<DownloadResult> result() {
    return outside.result();
  }

  /**
   * What is going on, about four times a second, from now to the end of the download; a slow reader
   * misses some. May be run any number of times.
   */
  public Source<DownloadProgress, NotUsed> progress() {
    return outside.progress();
  }

  /** Once {@link #result} failed: whether the same request would go on from what is on disk. */
  public boolean resumable() {
    return outside.resumable();
  }

  /**
   * Stops it with what is on disk flushed and recorded; {@link #result} fails with INTERRUPTED
   * then.
   */
  public void interrupt() {
    watcher.tell(new Watcher.Stop(false));
  }

  /** Stops it and deletes what is on disk; {@link #result} fails with INTERRUPTED then. */
  public void cancel() {
    watcher.tell(new Watcher.Stop(true));
  }
}
