package io.tributary.engine.client.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.download.DownloadStatus;
import io.tributary.engine.submission.Submission;
import io.tributary.engine.submission.SubmissionState;
import io.tributary.engine.submission.Wish;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What nodes of this version and of later ones say. */
public final class SubmissionReaderTest extends JUnitSuite {
  private static final String ROW =
      """
      {"id": "abc", "kind": "download", "sequence": 7, "requestId": null, "source": "s3://b/k",
       "destination": "/data/k", "home": null, "state": "%s", "wish": "run", "bytesDone": 5,
       "size": null, "submittedAt": "2026-11-21T08:20:00.123Z",
       "changedAt": "2026-11-21T08:20:01Z", "startedAt": null, "endedAt": null,
       "error": %s, "result": %s, "status": %s, "ofALaterVersion": {"x": [1]}}
      """;
  private static final String RESULT =
      """
      {"size": 9, "etag": "\\"e\\"", "versionId": null, "bytesFetched": 9, "bytesResumed": 0,
       "bytesRefetched": 0, "requests": 1, "retries": 0, "seconds": 0.5, "state": "completed",
       "checksum": {"algorithm": "%s", "value": "17", "scope": "whole", "verified": true}}
      """;
  private static final String STATUS =
      """
      {"phase": "%s", "coordinator": "node-2", "home": null, "sizeBytes": 60, "writtenBytes": 20,
       "bytesPerSecond": 11, "written": [[0, 20]],
       "nodes": [{"node": "node-1", "lanes": 2, "bytesPerSecond": 5, "writtenBytes": 12,
                  "written": [[0, 12]], "inFlight": [[20, 30]]}],
       "lanes": [{"lane": 0, "node": "node-1", "start": 20, "position": 27, "end": 30,
                  "bytesPerSecond": 2}]}
      """;

  private static JsonNode json(String state, String error, String result, String status)
      throws IOException {
    return new ObjectMapper().readTree(ROW.formatted(state, error, result, status));
  }

  @Test
  public void aRowIsReadWholeAndWhatIsNotKnownIsPassedOver() throws IOException {
    Submission row =
        SubmissionReader.submission(json("completed", "null", RESULT.formatted("crc64"), "null"));

    assertEquals("abc", row.id());
    assertEquals(7, row.sequence());
    assertEquals("", row.requestId());
    assertEquals("", row.home());
    assertEquals(SubmissionState.COMPLETED, row.state());
    assertEquals(Wish.RUN, row.wish());
    assertEquals(Instant.parse("2026-11-21T08:20:00.123Z"), row.submittedAt());
    assertEquals(Optional.empty(), row.startedAt());
    assertEquals(-1, row.sizeBytes());
    DownloadResult result = row.result().orElseThrow();
    assertEquals(9, result.sizeBytes());
    assertEquals("\"e\"", result.identity().etag());
    assertEquals(Checksum.parse("crc64:17"), result.checksum().valueOrNull());
    assertTrue(result.checksum().verified());
  }

  @Test
  public void whatGoesOnIsReadWhole() throws IOException {
    JsonNode json = json("active", "null", "null", STATUS.formatted("fetching"));
    DownloadStatus status = SubmissionReader.status(json).orElseThrow();
    assertEquals(20, status.writtenBytes());
    assertEquals(List.of(new ByteRange(0, 20)), status.written());
    assertEquals(List.of(new ByteRange(20, 30)), status.nodes().get(0).inFlight());
    assertEquals(27, status.lanes().get(0).position());
    assertEquals(Optional.empty(), SubmissionReader.status(json("paused", "null", "null", "null")));
  }

  @Test
  public void newWordsWhereTheyMayComeAreNoObstacle() throws IOException {
    JsonNode phase = json("active", "null", "null", STATUS.formatted("dreaming"));
    assertEquals(Optional.empty(), SubmissionReader.status(phase));
    String odd =
        "{\"kind\": \"out-of-tape\", \"operation\": \"download\", \"target\": \"t\","
            + " \"reason\": \"r\", \"advice\": \"\"}";
    Submission row =
        SubmissionReader.submission(json("failed", odd, RESULT.formatted("crc128"), "null"));
    assertEquals(FailureKind.INTERNAL, row.failure().orElseThrow().kind());
    assertEquals(Optional.empty(), row.result().orElseThrow().checksum().value());
  }

  @Test
  public void aNewStateIsNotGuessed() throws IOException {
    JsonNode json = json("hibernating", "null", "null", "null");
    Assert.assertThrows(IllegalArgumentException.class, () -> SubmissionReader.submission(json));
  }
}
