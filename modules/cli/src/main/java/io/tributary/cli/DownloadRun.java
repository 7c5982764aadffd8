package io.tributary.cli;

import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.launch.Interruption;
import io.tributary.cli.option.ProgressArguments.Progress;
import io.tributary.cli.progress.ProgressView;
import io.tributary.cli.progress.ProgressViews;
import io.tributary.cli.report.DownloadReport;
import io.tributary.core.display.DisplayText;
import io.tributary.core.failure.Failure;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadRequest;
import io.tributary.engine.api.DownloadResult;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One download from start to report. */
final class DownloadRun {
  private final Console console;
  private final Interruption interruption;
  private final DownloadRequest request;
  private final Path stateDirectory;
  private final long beganNanos = System.nanoTime();
  private final CompletableFuture<LocalDownload> started = new CompletableFuture<>();
  private volatile DownloadProgress last;

  DownloadRun(
      Console console, Interruption interruption, DownloadRequest request, Path stateDirectory) {
    this.console = console;
    this.interruption = interruption;
    this.request = request;
    this.stateDirectory = stateDirectory;
  }

  int run(Progress wish, boolean json, boolean quiet) {
    // Before the first request may leave: a signal that comes in between waits for the download.
    interruption.onFirstSignal(this::interrupt);
    try (LocalDownload download = LocalDownload.start(request, stateDirectory)) {
      started.complete(download);
      download.notice().ifPresent(console::say);
      DownloadResult result = await(download, wish);
      download.leftover().ifPresent(console::say);
      if (!quiet) {
        console.say(
            DisplayText.escape(result.destination()) + ": " + DownloadReport.sentence(result));
      }
      if (json) {
        console.out().println(DownloadReport.json(result));
      }
      return ExitCode.DONE;
    } catch (RuntimeException | Error e) {
      return failed(e, json);
    }
  }

  private void interrupt() {
    var unused = started.thenAccept(LocalDownload::interrupt);
  }

  private DownloadResult await(LocalDownload download, Progress wish) {
    String name = DisplayText.escape(String.valueOf(request.destination().getFileName()));
    try (ProgressView<DownloadProgress> view = ProgressViews.of(wish, console, name)) {
      download.onProgress(
          progress -> {
            last = progress;
            view.update(progress);
          });
      return download.await();
    }
  }

  private int failed(Throwable thrown, boolean json) {
    DownloadProgress seen = last;
    String kept = seen == null ? "" : ", " + DownloadReport.kept(seen);
    return FailedRun.report(console, thrown, kept, json ? this::json : null);
  }

  private String json(Failure failure) {
    return DownloadReport.json(
        request.source().locator().display(),
        request.destination().toString(),
        Optional.ofNullable(last),
        (System.nanoTime() - beganNanos) / (double) TimeUnit.SECONDS.toNanos(1),
        failure);
  }
}
