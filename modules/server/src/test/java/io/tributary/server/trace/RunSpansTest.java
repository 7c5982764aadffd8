package io.tributary.server.trace;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.opentelemetry.api.trace.SpanId;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceId;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.data.EventData;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.attempt.Attempt;
import io.tributary.engine.history.FinishedRun;
import io.tributary.engine.history.HistoryLine;
import io.tributary.engine.history.HistoryLine.Kind;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What a trace tells of a download. */
public final class RunSpansTest extends JUnitSuite {
  private static final Instant TIME = Instant.ofEpochMilli(1_800_000_000_000L);

  private static HistoryLine word(long event, Kind kind, FailureKind failureOrNull, String reason) {
    return new HistoryLine(
        event,
        0,
        kind,
        TIME.plusMillis(event),
        "",
        -1,
        -1,
        0,
        0,
        0,
        null,
        null,
        failureOrNull,
        reason,
        "");
  }

  private static HistoryLine request(long event, int line, Attempt.Outcome outcome) {
    boolean failed = outcome == Attempt.Outcome.FAILED;
    return new HistoryLine(
        event,
        line,
        Kind.RANGE,
        TIME.plusMillis(event),
        "node-2",
        100,
        300,
        200,
        40,
        1,
        outcome,
        failed ? Attempt.Next.AGAIN : Attempt.Next.NOTHING,
        failed ? FailureKind.THROTTLED : null,
        failed ? "503" : "",
        "REQ-" + line);
  }

  private static List<SpanData> spans(long first, HistoryLine end) {
    List<HistoryLine> lines =
        List.of(
            word(first, Kind.REQUESTED, null, "oss://bucket/key"),
            word(first + 1, Kind.IDENTIFIED, null, "\"etag\""),
            request(first + 2, 0, Attempt.Outcome.FAILED),
            request(first + 2, 1, Attempt.Outcome.DONE),
            end);
    return RunSpans.of(Resource.getDefault(), new FinishedRun("id-1", lines, true));
  }

  @Test
  public void aDownloadIsOneTraceWithASpanForEachRequest() {
    List<SpanData> spans = spans(1, word(9, Kind.COMPLETED, null, ""));
    assertEquals(3, spans.size());
    SpanData whole = spans.get(0);
    assertEquals("download", whole.getName());
    assertFalse(whole.getParentSpanContext().isValid());
    assertEquals(StatusCode.OK, whole.getStatus().getStatusCode());
    assertEquals(EndedSpan.nanos(TIME.plusMillis(1)), whole.getStartEpochNanos());
    assertEquals(EndedSpan.nanos(TIME.plusMillis(9)), whole.getEndEpochNanos());
    assertEquals(
        List.of("requested", "identified", "completed"),
        whole.getEvents().stream().map(EventData::getName).toList());
    assertTrue(whole.getAttributes().toString().contains("url.full=\"oss://bucket/key\""));

    Set<String> ids = new HashSet<>();
    for (SpanData span : spans) {
      assertTrue(TraceId.isValid(span.getTraceId()) && SpanId.isValid(span.getSpanId()));
      assertEquals(whole.getTraceId(), span.getTraceId());
      assertTrue("each its own", ids.add(span.getSpanId()));
    }
    SpanData failed = spans.get(1);
    assertEquals(whole.getSpanId(), failed.getParentSpanId());
    assertEquals("range", failed.getName());
    assertEquals(StatusCode.ERROR, failed.getStatus().getStatusCode());
    assertEquals(40_000_000, failed.getEndEpochNanos() - failed.getStartEpochNanos());
    String told = failed.getAttributes().toString();
    for (String part :
        List.of(
            "tributary.node=\"node-2\"",
            "tributary.range.start=100",
            "tributary.range.end=300",
            "tributary.decision=\"again\"",
            "error.type=\"throttled\"",
            "tributary.request.id=\"REQ-0\"")) {
      assertTrue(part + " in " + told, told.contains(part));
    }
    assertEquals(StatusCode.UNSET, spans.get(2).getStatus().getStatusCode());
  }

  @Test
  public void whatFailedSaysWhy() {
    SpanData whole = spans(1, word(9, Kind.STOPPED, FailureKind.NOT_FOUND, "404")).get(0);
    assertEquals(StatusCode.ERROR, whole.getStatus().getStatusCode());
    assertEquals("404", whole.getStatus().getDescription());
    assertTrue(whole.getAttributes().toString().contains("error.type=\"not_found\""));
  }

  @Test
  public void aPauseIsNoError() {
    SpanData whole = spans(1, word(9, Kind.STOPPED, FailureKind.INTERRUPTED, "paused")).get(0);
    assertEquals(StatusCode.UNSET, whole.getStatus().getStatusCode());
    assertFalse(whole.getAttributes().toString().contains("error.type"));
  }

  /** So that whoever is sent one twice has it once. */
  @Test
  public void theSameRunHasTheSameIdsAndAnotherRunOthers() {
    HistoryLine end = word(99, Kind.COMPLETED, null, "");
    SpanData one = spans(1, end).get(1);
    SpanData again = spans(1, end).get(1);
    SpanData later = spans(20, end).get(1);
    assertEquals(one.getSpanContext(), again.getSpanContext());
    assertNotEquals(one.getTraceId(), later.getTraceId());
    assertNotEquals(one.getSpanId(), later.getSpanId());
  }

  @Test
  public void whatIsLeftOutIsSaid() {
    FinishedRun part = new FinishedRun("id-1", List.of(word(7, Kind.COMPLETED, null, "")), false);
    SpanData whole = RunSpans.of(Resource.getDefault(), part).get(0);
    assertTrue(whole.getAttributes().toString().contains("tributary.trace.complete=false"));
    assertFalse(whole.getAttributes().toString().contains("url.full"));
  }
}
