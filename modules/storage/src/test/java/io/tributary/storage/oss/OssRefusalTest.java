package io.tributary.storage.oss;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.identity.Identity;
import io.tributary.core.locator.BucketLocator;
import io.tributary.core.range.ByteRange;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.SourceOptions.Signature;
import io.tributary.storage.bucket.AccessKeys;
import io.tributary.storage.bucket.CachedKeys;
import io.tributary.storage.bucket.KeyRenewal;
import io.tributary.storage.bucket.KeySource;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.Test;

public final class OssRefusalTest extends OssSourceSuite {
  @Test
  public void aMissingVersionIsNotFound() {
    serve();
    server.put(PATH, object("x").withVersionId("1"));
    BucketLocator missing = new BucketLocator("oss", "bucket", "object", "2");
    TributaryException failure = reader.failure(setup().open(missing, reader.node()).probe());
    assertEquals(FailureKind.NOT_FOUND, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("NoSuchVersion"));
  }

  @Test
  public void aPrivateObjectAskedForWithoutSignatureSaysSo() {
    serve();
    server.put(PATH, Content.of("x"));
    TributaryException failure = refusal(setup().unsigned());
    assertEquals(FailureKind.ACCESS_DENIED, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("--no-sign-request"));
  }

  @Test
  public void aWrongSecretIsDeniedWithoutQuotingWhatWasSigned() {
    serve();
    server.put(PATH, Content.of("x"));
    for (Signature signature : Signature.values()) {
      AccessKeys wrong = new AccessKeys("river-id", "wrong-secret", "", null, false);
      TributaryException failure = refusal(setup().signature(signature).keys(wrong));
      assertEquals(FailureKind.ACCESS_DENIED, failure.kind());
      String message = failure.getMessage();
      assertTrue(message, message.contains("secret") && message.contains("SignatureDoesNotMatch"));
      assertFalse(message, message.contains("river-id") || message.contains("wrong-secret"));
      assertFalse(message, message.contains("aliyun_v4_request"));
    }
  }

  @Test
  public void anUnknownKeyIsDenied() {
    serve();
    server.put(PATH, Content.of("x"));
    TributaryException failure =
        refusal(setup().keys(new AccessKeys("nobody", "secret", "", null, false)));
    assertEquals(FailureKind.ACCESS_DENIED, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("InvalidAccessKeyId"));
  }

  @Test
  public void aWrongRegionIsNamed() {
    serve();
    server.put(PATH, Content.of("x"));
    TributaryException failure = refusal(setup().region("cn-beijing"));
    assertEquals(FailureKind.ACCESS_DENIED, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("--region"));
  }

  @Test
  public void aMissingBucketIsToldFromAMissingObject() {
    serve();
    assertTrue(refusal(setup()).getMessage().contains("NoSuchKey"));
    TributaryException failure = reader.failure(open(setup(), "/nowhere/object").probe());
    assertEquals(FailureKind.NOT_FOUND, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("NoSuchBucket"));
  }

  @Test
  public void aWrongClockIsSetByTheServersOnce() {
    for (Duration skew : new Duration[] {Duration.ofHours(2), Duration.ofDays(-30)}) {
      serve(settings().withClock(Clock.offset(Clock.systemUTC(), skew)));
      server.put(PATH, Content.of("0123456789"));
      ObjectSource source = open(setup(), PATH);
      Identity identity = reader.await(source.probe()).identity();
      assertEquals(2, server.requestCount());
      reader.read(source.open(identity, new ByteRange(1, 5)));
      assertEquals(3, server.requestCount());
      reader.await(source.close());
      server.close();
    }
  }

  @Test
  public void aClockThatCannotBeSetIsAnError() {
    serve();
    server.put(PATH, Content.of("x"));
    server.fault(When.any(), Fault.ossError(403, "RequestTimeTooSkewed"));
    TributaryException failure = refusal(setup());
    assertEquals(FailureKind.ACCESS_DENIED, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("set the clock"));
  }

  @Test
  public void expiredKeysAreReplacedAndTheRequestRepeated() {
    serve();
    server.put(PATH, Content.of("0123456789"));
    Turning keys = new Turning();
    ObjectSource source = open(setup().keys(keys), PATH);
    Identity identity = reader.await(source.probe()).identity();
    server.fault(When.get(PATH).once(), Fault.ossError(403, "SecurityTokenExpired"));
    assertEquals(4, reader.read(source.open(identity, new ByteRange(1, 5))).length);
    assertEquals(1, keys.refusals);
    reader.await(source.close());
  }

  @Test
  public void keysThatStayExpiredAreAnErrorAfterOneMoreTry() {
    serve();
    server.put(PATH, Content.of("x"));
    Turning keys = new Turning();
    ObjectSource source = open(setup().keys(keys), PATH);
    Identity identity = reader.await(source.probe()).identity();
    server.clearLog();
    server.fault(When.get(PATH), Fault.ossError(403, "SecurityTokenExpired"));
    TributaryException failure = reader.failure(source.open(identity, new ByteRange(0, 1)));
    assertEquals(FailureKind.ACCESS_DENIED, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("have expired"));
    assertEquals(2, server.requestCount());
    reader.await(source.close());
  }

  @Test
  public void anArchivedObjectNeedsRestore() {
    serve();
    server.put(PATH, object("frozen").withHeader("x-oss-storage-class", "Archive"));
    ObjectSource source = open(setup(), PATH);
    Identity identity = reader.await(source.probe()).identity();
    TributaryException failure = reader.failure(source.open(identity, new ByteRange(0, 3)));
    assertEquals(FailureKind.ARCHIVED, failure.kind());
    assertTrue(failure.getMessage(), failure.getMessage().contains("needs restore"));
    reader.await(source.close());
  }

  @Test
  public void serviceErrorsAreReadFromHeadAndGet() {
    serve();
    server.put(PATH, Content.of("x"));
    Object[][] errors = {
      {503, "DownloadTrafficRateLimitExceeded", FailureKind.THROTTLED},
      {503, "TotalQpsLimitExceeded", FailureKind.THROTTLED},
      {503, "SlowDown", FailureKind.THROTTLED},
      {500, "InternalError", FailureKind.NETWORK},
      {403, "AccessDenied", FailureKind.ACCESS_DENIED},
      {403, "UserDisable", FailureKind.ACCESS_DENIED},
      {404, "SymlinkTargetNotExist", FailureKind.NOT_FOUND},
      {412, "PreconditionFailed", FailureKind.SOURCE_CHANGED},
    };
    for (Object[] error : errors) {
      server.faults().clear();
      server.fault(When.any(), Fault.ossError((int) error[0], (String) error[1]));
      TributaryException failure = refusal(setup());
      assertEquals(error[2], failure.kind());
      assertTrue(failure.getMessage(), failure.getMessage().contains((String) error[1]));
    }
  }

  @Test
  public void aHostileErrorDocumentReadsNoFileAndAsksNobody() {
    serve();
    server.put(PATH, Content.of("x"));
    String evil = server.url("/evil");
    List<String> documents =
        List.of(
            "<!DOCTYPE Error SYSTEM \"%s\"><Error><Code>NoSuchKey</Code></Error>",
            "<!DOCTYPE Error [<!ENTITY x SYSTEM \"%s\">]><Error><Message>&x;</Message></Error>",
            "<!DOCTYPE Error [<!ENTITY %% x SYSTEM \"%s\"> %%x;]><Error><Code>A</Code></Error>",
            "<Error xmlns:xi=\"http://www.w3.org/2001/XInclude\"><xi:include href=\"%s\"/></Error>",
            "<?xml-stylesheet href=\"%s\"?><Error><Code>A</Code></Error>");
    for (String document : documents) {
      server.faults().clear();
      server.fault(When.get(PATH), Fault.status(403, Map.of(), document.formatted(evil)));
      ObjectSource source = open(setup(), PATH);
      Identity identity = reader.await(source.probe()).identity();
      TributaryException failure = reader.failure(source.open(identity, new ByteRange(0, 1)));
      assertEquals(FailureKind.ACCESS_DENIED, failure.kind());
      assertTrue(document, server.requests("/evil").isEmpty());
      reader.await(source.close());
    }
  }

  @Test
  public void aFailureToGetKeysIsTheFailureOfTheRequest() {
    serve();
    TributaryException failure =
        refusal(
            setup()
                .keys(
                    new CachedKeys(
                        "OSS",
                        () -> {
                          throw new IllegalStateException("boom");
                        },
                        Runnable::run,
                        new KeyRenewal(Duration.ZERO, Duration.ZERO),
                        Clock.systemUTC())));
    assertEquals(FailureKind.ACCESS_DENIED, failure.kind());
    assertEquals(0, server.requestCount());
  }

  /** Keys that can be had anew. */
  private static final class Turning implements KeySource {
    private volatile int refusals;

    @Override
    public CompletionStage<AccessKeys> current() {
      return CompletableFuture.completedFuture(
          new AccessKeys("sts-id", "sts-secret", "sts-token", null, true));
    }

    @Override
    public synchronized boolean refused() {
      refusals++;
      return true;
    }
  }
}
