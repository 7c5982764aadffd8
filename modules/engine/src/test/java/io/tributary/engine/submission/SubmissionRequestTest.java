package io.tributary.engine.submission;

import static org.junit.Assert.assertEquals;

import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.JobOptions;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Options go where they are read, or are refused. */
public final class SubmissionRequestTest extends JUnitSuite {
  private static final DownloadOptions OPTIONS = DownloadOptions.builder().retries(2).build();

  @Test
  public void ofOneObject() {
    SubmissionRequest one = SubmissionRequest.of("https://example.org/a", "/a");
    assertEquals(OPTIONS, one.withOptions(OPTIONS).options());
    Assert.assertThrows(
        IllegalArgumentException.class, () -> one.withJobOptions(JobOptions.defaults()));
  }

  @Test
  public void ofManyObjects() {
    SubmissionRequest many = SubmissionRequest.ofJob("https://example.org/a/", "/a");
    JobOptions options = JobOptions.defaults();
    assertEquals(options, many.withJobOptions(options).manyOrNull().options());
    Assert.assertThrows(IllegalArgumentException.class, () -> many.withOptions(OPTIONS));
  }
}
