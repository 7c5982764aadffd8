package io.tributary.server.trace;

import akka.actor.typed.ActorSystem;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import io.tributary.engine.history.FinishedRun;
import io.tributary.engine.history.History;
import io.tributary.engine.history.RunListener;
import io.tributary.server.settings.TraceSettings;
import java.net.URI;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends each download that has ended as a trace, by OTLP over HTTP. What cannot be sent is lost: a
 * trace is a help, and the history holds the same. Thread-safe.
 */
public final class DownloadTraces implements RunListener {
  private static final Logger LOG = LoggerFactory.getLogger(DownloadTraces.class);

  /** While nobody answers, so many are kept in memory at most. */
  private static final int MOST_UNANSWERED = 32;

  private final SpanExporter exporter;
  private final Resource resource;
  private final URI endpoint;
  private final int mostLines;
  private final AtomicInteger unanswered = new AtomicInteger();
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
    SpanExporter exporter =
        OtlpHttpSpanExporter.builder()
            .setEndpoint(settings.endpointOrNull().toString())
            .setTimeout(settings.timeout())
            .setCompression("gzip")
            .build();
    History.listen(
        system,
        new DownloadTraces(exporter, resource, settings.endpointOrNull(), settings.mostSpans()));
    system.classicSystem().registerOnTermination(exporter::close);
  }

  @Override
  public int mostLines() {
    return mostLines;
  }

  @Override
  public void ended(FinishedRun run) {
    if (unanswered.incrementAndGet() > MOST_UNANSWERED) {
      unanswered.decrementAndGet();
      lost("too many are not answered yet");
      return;
    }
    CompletableResultCode sent = exporter.export(RunSpans.of(resource, run));
    sent.whenComplete(
        () -> {
          unanswered.decrementAndGet();
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
