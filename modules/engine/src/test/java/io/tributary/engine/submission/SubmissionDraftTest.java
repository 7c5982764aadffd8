package io.tributary.engine.submission;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.job.JobSpec;
import io.tributary.storage.SourceOptions;
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

  private static SubmissionRequest job(String source, String root, boolean manifest) {
    return new SubmissionRequest(
        source,
        SourceOptions.defaults(),
        root,
        "",
        DownloadOptions.defaults(),
        "",
        new SubmissionRequest.Many(manifest, "", "/data/again", JobOptions.defaults()));
  }

  private static FailureKind kind(SubmissionRequest request) {
    return Assert.assertThrows(TributaryException.class, () -> SubmissionDraft.of(request))
        .failure()
        .kind();
  }

  @Test
  public void aJobIsOneForEachDirectoryAndHasAReceiptWhenItsFailuresAreWanted() {
    SubmissionDraft one = SubmissionDraft.of(job("oss://bucket/a/", "/data/tree", false));
    SubmissionDraft other = SubmissionDraft.of(job("oss://bucket/b/", "/data/./tree/", false));
    SubmissionDraft file = SubmissionDraft.of(SubmissionRequest.of("oss://bucket/k", "/data/tree"));
    assertEquals(one.id(), other.id());
    assertNotEquals(one.id(), file.id());
    assertFalse(one.spec().answers(other.spec()));
    assertEquals("/data/again.receipt", ((SubmissionSpec.Job) one.spec()).spec().receipt());
    SubmissionDraft named = SubmissionDraft.of(job("/data/list.txt", "/data/tree", true));
    assertEquals("file:///data/list.txt", named.spec().source().objectKey());
  }

  @Test
  public void whatIsToBeWaitedForNeedsAReceipt() {
    SubmissionRequest plain = SubmissionRequest.ofJob("oss://bucket/", "/data/tree");
    JobOptions waits = JobOptions.defaults().awaitingRestores(3);
    Failure refused =
        Assert.assertThrows(
                TributaryException.class, () -> SubmissionDraft.of(plain.withJobOptions(waits)))
            .failure();
    assertEquals(FailureKind.USAGE, refused.kind());
    assertTrue(refused.oneLine(), refused.advice().contains("--receipt"));
    SubmissionRequest written = job("oss://bucket/", "/data/tree", false).withJobOptions(waits);
    assertTrue(
        ((SubmissionSpec.Job) SubmissionDraft.of(written).spec()).spec().options().awaitRestores());
  }

  @Test
  public void aJobToTheDiskOfANodeIsAnotherForEachNode() {
    SubmissionRequest shared = job("oss://bucket/", "/data/tree", false);
    SubmissionDraft one = SubmissionDraft.of(shared.withHome("node-2"));
    SubmissionDraft other = SubmissionDraft.of(shared.withHome("node-3"));
    assertNotEquals(SubmissionDraft.of(shared).id(), one.id());
    assertNotEquals(other.id(), one.id());
    assertFalse(one.spec().answers(other.spec()));
    assertEquals("node-2", one.home());
    assertEquals("/data/tree", one.spec().destination());
    JobSpec spec = ((SubmissionSpec.Job) one.spec()).spec();
    assertEquals("node-2", spec.home());
    assertEquals("/data/tree", spec.root());
    for (String name : List.of("a/b", "a|b", "a b", "узел")) {
      assertEquals(name, FailureKind.USAGE, kind(shared.withHome(name)));
    }
  }

  @Test
  public void aJobKnowsNoSecretsAndHasADirectory() {
    assertEquals(FailureKind.USAGE, kind(job("https://h/d/?sig=hush", "/data/tree", false)));
    assertEquals(FailureKind.USAGE, kind(job("https://me:hush@h/list", "/data/tree", true)));
    for (String root : List.of("tree", "/", "", "/data/\0")) {
      assertEquals(root, FailureKind.USAGE, kind(job("oss://bucket/", root, false)));
    }
  }

  @Test
  public void pathsThatMeanTheSameHaveOneId() {
    SubmissionDraft one = SubmissionDraft.of(SubmissionRequest.of("oss://bucket/k", "/a/b"));
    SubmissionDraft other = SubmissionDraft.of(SubmissionRequest.of("oss://bucket/k", "/a/c/../b"));
    assertEquals(one.id(), other.id());
  }
}
