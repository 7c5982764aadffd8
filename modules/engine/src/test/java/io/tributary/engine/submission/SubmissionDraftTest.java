package io.tributary.engine.submission;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.util.List;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What must not get into the database, and what cannot work. */
public final class SubmissionDraftTest extends JUnitSuite {

  private static Failure refusal(String source, String destination) {
    return Assert.assertThrows(
            TributaryException.class,
            () -> SubmissionDraft.of(SubmissionRequest.of(source, destination)))
        .failure();
  }

  @Test
  public void secretsOfAUrlAreRefusedAndNotRepeated() {
    for (String source :
        List.of("https://h/o?X-Amz-Signature=hush", "https://me:hush@h/o", "http://hush@h/o?x")) {
      Failure failure = refusal(source, "/data/x");
      assertEquals(FailureKind.USAGE, failure.kind());
      assertFalse(failure.oneLine(), failure.oneLine().contains("hush"));
      assertTrue(failure.oneLine(), failure.oneLine().contains("profile"));
    }
  }

  @Test
  public void aDestinationIsTheFullPathOfAFile() {
    for (String destination : List.of("x", "./x", "", "/", "/data/", "/data/\0")) {
      assertEquals(FailureKind.USAGE, refusal("oss://bucket/k", destination).kind());
    }
  }

  @Test
  public void pathsThatMeanTheSameHaveOneId() {
    SubmissionDraft one = SubmissionDraft.of(SubmissionRequest.of("oss://bucket/k", "/a/b"));
    SubmissionDraft other = SubmissionDraft.of(SubmissionRequest.of("oss://bucket/k", "/a/c/../b"));
    assertEquals(one.id(), other.id());
  }
}
