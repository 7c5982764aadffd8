package io.tributary.cli.remote;

import static org.junit.Assert.assertEquals;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What people read of a history. */
public final class HistoryTextTest extends JUnitSuite {
  private static String line(String json) throws JsonProcessingException {
    return HistoryText.line(new JsonMapper().readTree(json)).replaceAll(" {2,}", "  ");
  }

  @Test
  public void aFailureSaysWhereAndWhyAndWhatFollowed() throws Exception {
    assertEquals(
        "2026-11-21T08:20:00.123Z  node-1  range 5-9  2 B in 0.3 s  failed  it was cut  -> again"
            + "  request 5C3D",
        line(
            """
            {"event": 7, "line": 0, "kind": "range", "at": "2026-11-21T08:20:00.123Z", "start": 5,
             "end": 9, "node": "node-1", "bytes": 2, "seconds": 0.3, "requests": 1,
             "requestId": "5C3D", "outcome": "failed", "decision": "again", "error": "network",
             "reason": "it was cut"}
            """));
  }

  @Test
  public void whatIsNoRequestHasNoNumbers() throws Exception {
    assertEquals(
        "2026-11-21T08:20:00Z  stopped  it was paused",
        line(
            """
            {"event": 7, "line": 0, "kind": "stopped", "at": "2026-11-21T08:20:00Z",
             "error": "interrupted", "reason": "it was paused"}
            """));
  }

  @Test
  public void severalRequestsAreCountedAndAStreamHasNoEnd() throws Exception {
    assertEquals(
        "2026-11-21T08:20:00Z  a\\nb  range 0-  8 B in 1.5 s, 17 requests  done",
        line(
            """
            {"event": 7, "line": 0, "kind": "range", "at": "2026-11-21T08:20:00Z", "start": 0,
             "end": null, "node": "a\\nb", "bytes": 8, "seconds": 1.5, "requests": 17,
             "requestId": null, "outcome": "done", "decision": "nothing", "error": null,
             "reason": null}
            """));
  }
}
