package io.tributary.server.trace;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.attempt.Attempt;
import io.tributary.engine.history.FinishedRun;
import io.tributary.engine.history.HistoryLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The spans of a download: one for all of it, with what happened in it as its events, and below
 * that one for each request. Names of attributes are OpenTelemetry's where it has them. Pure.
 */
final class RunSpans {
  private static final AttributeKey<String> ID = AttributeKey.stringKey("tributary.download.id");
  private static final AttributeKey<String> SOURCE = AttributeKey.stringKey("url.full");
  private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
  private static final AttributeKey<String> NODE = AttributeKey.stringKey("tributary.node");
  private static final AttributeKey<String> REASON = AttributeKey.stringKey("tributary.reason");
  private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("tributary.outcome");
  private static final AttributeKey<String> DECISION = AttributeKey.stringKey("tributary.decision");
  private static final AttributeKey<String> REQUEST =
      AttributeKey.stringKey("tributary.request.id");
  private static final AttributeKey<Long> REQUESTS = AttributeKey.longKey("tributary.requests");
  private static final AttributeKey<Long> BYTES = AttributeKey.longKey("tributary.bytes");
  private static final AttributeKey<Long> START = AttributeKey.longKey("tributary.range.start");
  private static final AttributeKey<Long> END = AttributeKey.longKey("tributary.range.end");
  private static final AttributeKey<Boolean> COMPLETE =
      AttributeKey.booleanKey("tributary.trace.complete");

  private final Resource resource;
  private final FinishedRun run;
  private final String key;
  private final SpanContext whole;

  private RunSpans(Resource resource, FinishedRun run) {
    this.resource = resource;
    this.run = run;
    this.key = run.id() + " " + run.lines().get(0).event();
    this.whole = SpanKey.of(key, "");
  }

  /**
   * @param resource that sends them
   */
  static List<SpanData> of(Resource resource, FinishedRun run) {
    RunSpans spans = new RunSpans(resource, run);
    List<SpanData> all = new ArrayList<>();
    all.add(spans.whole());
    run.lines().stream().filter(RunSpans::isRequest).map(spans::request).forEach(all::add);
    return all;
  }

  /** Of those that there was no room for in the journal neither range nor time is known. */
  private static boolean isRequest(HistoryLine line) {
    return line.requests() > 0 && line.kind() != HistoryLine.Kind.LEFT_OUT;
  }

  private SpanData whole() {
    HistoryLine first = run.lines().get(0);
    HistoryLine last = run.lines().get(run.lines().size() - 1);
    boolean known = first.kind() == HistoryLine.Kind.REQUESTED;
    AttributesBuilder attributes =
        Attributes.builder().put(ID, run.id()).put(COMPLETE, known && run.complete());
    if (known) {
      attributes.put(SOURCE, first.reason());
    }
    FailureKind failureOrNull = asksForSomebody(last.failureOrNull());
    failure(attributes, failureOrNull);
    return new EndedSpan(
        resource,
        whole,
        SpanContext.getInvalid(),
        "download",
        SpanKind.INTERNAL,
        began(),
        last.at(),
        status(last, failureOrNull),
        attributes.build(),
        run.lines().stream().filter(line -> !isRequest(line)).map(RunSpans::event).toList());
  }

  /** A request that was made for it may have begun before it was journaled. */
  private Instant began() {
    return run.lines().stream().map(HistoryLine::at).min(Instant::compareTo).orElseThrow();
  }

  private SpanData request(HistoryLine line) {
    AttributesBuilder attributes = Attributes.builder();
    attributes.put(NODE, line.node()).put(REQUESTS, line.requests()).put(BYTES, line.bytes());
    if (line.start() >= 0) {
      attributes.put(START, line.start());
    }
    if (line.end() >= 0) {
      attributes.put(END, line.end());
    }
    word(attributes, OUTCOME, line.outcomeOrNull());
    word(attributes, DECISION, line.decisionOrNull());
    text(attributes, REASON, line.reason());
    text(attributes, REQUEST, line.requestId());
    failure(attributes, line.failureOrNull());
    boolean bad =
        line.outcomeOrNull() == Attempt.Outcome.FAILED
            || line.outcomeOrNull() == Attempt.Outcome.LOST;
    return new EndedSpan(
        resource,
        SpanKey.of(key, line.event() + "." + line.line()),
        whole,
        word(line.kind()),
        SpanKind.CLIENT,
        line.at(),
        line.at().plusMillis(line.tookMillis()),
        bad ? StatusData.create(StatusCode.ERROR, line.reason()) : StatusData.unset(),
        attributes.build(),
        List.of());
  }

  private static EventData event(HistoryLine line) {
    AttributesBuilder attributes = Attributes.builder();
    text(attributes, REASON, line.reason());
    failure(attributes, line.failureOrNull());
    if (line.requests() > 0) {
      attributes.put(REQUESTS, line.requests());
    }
    if (line.start() >= 0) {
      attributes.put(START, line.start()).put(END, line.end());
    }
    return EventData.create(EndedSpan.nanos(line.at()), word(line.kind()), attributes.build());
  }

  /** Whoever paused or cancelled it knows. */
  private static FailureKind asksForSomebody(FailureKind kindOrNull) {
    return kindOrNull == FailureKind.INTERRUPTED ? null : kindOrNull;
  }

  private static StatusData status(HistoryLine last, FailureKind failureOrNull) {
    if (failureOrNull != null) {
      return StatusData.create(StatusCode.ERROR, last.reason());
    }
    return last.kind() == HistoryLine.Kind.COMPLETED ? StatusData.ok() : StatusData.unset();
  }

  private static void failure(AttributesBuilder attributes, FailureKind failureOrNull) {
    word(attributes, ERROR, failureOrNull);
  }

  private static void word(AttributesBuilder to, AttributeKey<String> key, Enum<?> valueOrNull) {
    if (valueOrNull != null) {
      to.put(key, word(valueOrNull));
    }
  }

  private static void text(AttributesBuilder to, AttributeKey<String> key, String text) {
    if (!text.isEmpty()) {
      to.put(key, text);
    }
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
