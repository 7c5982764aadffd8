package io.tributary.cli.remote;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.client.http.ControlClient;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Follows a download or job to its end. Whoever stops watching does not stop it. */
public final class Watching {
  private static final Duration PAUSE = Duration.ofMillis(500);

  /** So many questions in a row may be in vain, while a node restarts. */
  private static final int MOST_FAILURES = 60;

  private final Console console;
  private final ControlClient client;
  private final boolean json;
  private final boolean quiet;
  private String said = "";

  public Watching(Console console, ControlClient client, boolean json, boolean quiet) {
    this.console = console;
    this.client = client;
    this.json = json;
    this.quiet = quiet;
  }

  /** The exit code: that of {@code get} for the same end. */
  public int watch(String id) {
    int failures = 0;
    while (true) {
      try {
        JsonNode download = client.get("/v1/downloads/" + id);
        failures = 0;
        String state = download.path("state").asText();
        if (state.equals("active") || state.equals("waiting")) {
          progress(state, download);
        } else {
          return ended(state, download);
        }
      } catch (TributaryException e) {
        boolean passing = e.failure().kind().retryable() || e.kind() == FailureKind.STATE_UNUSABLE;
        if (!passing || ++failures > MOST_FAILURES) {
          throw e;
        }
      }
      pause();
    }
  }

  private void progress(String state, JsonNode download) {
    String text = state + ", " + DownloadText.progress(download) + more(download);
    if (!quiet && !text.equals(said)) {
      console.say(text);
      said = text;
    }
  }

  private static String more(JsonNode download) {
    if (DownloadText.waits(download)) {
      return ": " + DownloadText.reason(download);
    }
    JsonNode status = download.path("status");
    if (!status.isObject()) {
      return "";
    }
    return ", " + (JobSummary.is(download) ? JobSummary.line(status) : StatusText.line(status));
  }

  private int ended(String state, JsonNode download) {
    if (json) {
      console.out().println(download);
    }
    if (state.equals("completed")) {
      if (!quiet && !json) {
        console.out().println(DownloadText.line(download));
      }
      return JobSummary.is(download) ? ofJob(download) : ExitCode.DONE;
    }
    Failure failure =
        download.path("error").isObject()
            ? ControlClient.problem(download.path("error"))
            : new Failure(
                FailureKind.INTERRUPTED,
                "wait for",
                download.path("destination").asText(),
                "it is " + state,
                state.equals("paused") ? "see 'tributary resume'" : "");
    console.say(failure.oneLine());
    return ExitCode.of(failure.kind());
  }

  /** Everything was tried, and some of it may have failed. */
  private int ofJob(JsonNode job) {
    if (JobSummary.counts(job).path("listed").asLong() == 0 && isPrefix(job)) {
      // A store has no directories: a prefix that nothing begins with is most likely misspelt.
      console.say(
          new Failure(
                  FailureKind.NOT_FOUND,
                  "download",
                  job.path("source").asText(),
                  "no key begins with it",
                  "see 'tributary ls'")
              .oneLine());
      return ExitCode.of(FailureKind.NOT_FOUND);
    }
    JobSummary.failures(job).forEach(console::say);
    return JobSummary.failed(job) > 0 ? ExitCode.INCOMPLETE : ExitCode.DONE;
  }

  private static boolean isPrefix(JsonNode job) {
    return !job.path("manifest").asBoolean()
        && job.path("source").asText().matches("(?s)(s3|oss)://[^/]+/.+");
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
