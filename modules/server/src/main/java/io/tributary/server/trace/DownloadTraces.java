package io.tributary.server.trace;

import akka.actor.typed.ActorSystem;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.tributary.engine.history.FinishedRun;
import io.tributary.engine.history.History;
import io.tributary.engine.history.RunListener;
import io.tributary.server.settings.TraceSettings;
import java.net.URI;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each download that has ended as a trace, by OTLP over HTTP. What cannot be sent is lost: a
 * trace is a help, and the history holds the same. Thread-safe.
 */
public final class DownloadTraces implements RunListener {
  private static final Logger LOG = LoggerFactory.getLogger(DownloadTraces.class);

  /** What the exporter says itself, with a stack for each; it must not be forgotten meanwhile. */
  private static final java.util.logging.Logger THEIRS =
      java.util.logging.Logger.getLogger("io.opentelemetry");

  static {
    THEIRS.setLevel(Level.OFF);
  }

  /** While nobody answers, so many are kept in memory at most, of some 1 KB each. */
  private static final int MOST_SPANS = 20_000;

  private static final int MOST_TRACES = 1000;

  /** Requests to the collector at a time. */
  private static final int THREADS = 4;

  private static final long KEEP_ALIVE_SECONDS = 10;

  private final SpanExporter exporter;
  private final Resource resource;
  private final URI endpoint;
  private final int mostLines;
  private final AtomicInteger unansweredSpans = new AtomicInteger();
  private final AtomicBoolean troubled = new AtomicBoolean();

  private DownloadTraces(SpanExporter exporter, Resource resource, URI endpoint, int mostLines) {
    this.exporter = exporter;
    this.resource = resource;
    this.endpoint = endpoint;
    this.mostLines = mostLines;
  }

  /**
   * Begins to send them, where that is turned on, until the system ends.
   *
   * @param node its name
   * @param version of this program
   */
  public static void start(
      ActorSystem<?> system, TraceSettings settings, String node, String version) {
    if (settings.endpointOrNull() == null) {
      return;
    }
    Resource resource =
        Resource.builder()
            .put(AttributeKey.stringKey("service.name"), "tributary")
            .put(AttributeKey.stringKey("service.version"), version)
            .put(AttributeKey.stringKey("service.instance.id"), node)
            .build();
    // The exporter's own refuse what finds no thread.
    ThreadPoolExecutor threads = threads();
    SpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setExecutorService(threads)
            .setEndpoint(settings.endpointOrNull().toString())
            .setTimeout(settings.timeout())
            .setCompression("gzip")
            .build();
    History.listen(
        system,
        new DownloadTraces(exporter, resource, settings.endpointOrNull(), settings.mostSpans()));
    system
        .classicSystem()
        .registerOnTermination(
            () -> {
              exporter.close();
              threads.shutdown();
            });
  }

  private static ThreadPoolExecutor threads() {
    ThreadPoolExecutor threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            KEEP_ALIVE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_TRACES),
            task -> {
              Thread thread = new Thread(task, "tributary-traces");
              thread.setDaemon(true);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    return threads;
  }

  @Override
  public int mostLines() {
    return mostLines;
  }

  @Override
  public void ended(FinishedRun run) {
    List<SpanData> spans = RunSpans.of(resource, run);
    if (unansweredSpans.addAndGet(spans.size()) > MOST_SPANS) {
      unansweredSpans.addAndGet(-spans.size());
      lost("too many are not answered yet");
      return;
    }
    CompletableResultCode sent = exporter.export(spans);
    sent.whenComplete(
        () -> {
          unansweredSpans.addAndGet(-spans.size());
          if (!sent.isSuccess()) {
            Throwable cause = sent.getFailureThrowable();
            lost(cause == null ? "it was refused" : String.valueOf(cause));
          } else if (troubled.compareAndSet(true, false)) {
            LOG.info("traces are sent again to {}", endpoint);
          }
        });
  }

  /** Said once, and not of each. */
  private void lost(String reason) {
    if (troubled.compareAndSet(false, true)) {
      LOG.warn("traces are lost, which nothing else depends on: {}: {}", endpoint, reason);
    }
  }
}
