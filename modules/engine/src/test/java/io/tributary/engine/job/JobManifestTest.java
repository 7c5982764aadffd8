package io.tributary.engine.job;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.checksum.Crc;
import io.tributary.core.checksum.RunningChecksum;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.Job;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.home.RootMarker;
import io.tributary.engine.receipt.ReceiptReader;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.object.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What a manifest says of an object must be so; and large objects go to the job's directory. */
public final class JobManifestTest extends JUnitSuite {
  private static final int MIB = 1 << 20;
  private static final String WRONG_SUM = "sha256:" + "ab".repeat(32);

  private JobFixture fixture;

  @Before
  public void start() throws Exception {
    fixture = new JobFixture();
  }

  @After
  public void stop() throws Exception {
    fixture.close();
  }

  private static String sum(Content content) {
    RunningChecksum running = RunningChecksum.of(ChecksumAlgorithm.SHA256);
    running.update(ByteBuffer.wrap(content.toByteArray()));
    Checksum sum = running.value();
    return sum.toString();
  }

  private static String line(String key, String size, String etag, String checksum) {
    return String.join("\t", "oss://bucket/" + key, key, size, etag, checksum);
  }

  private static Map<String, FailureKind> failures(JobResult result) {
    Map<String, FailureKind> kinds = new TreeMap<>();
    result.firstFailures().forEach(one -> kinds.put(one.key(), one.failure().kind()));
    return kinds;
  }

  @Test
  public void aSmallObjectThatIsNotTheOneThatIsNamedIsNotPublished() throws Exception {
    Content right = fixture.put("right", 1, 100);
    for (String key : List.of("other-size", "other-etag", "other-sum")) {
      fixture.put(key, 2, 100);
    }
    JobResult result =
        fixture.runManifest(
            List.of(
                line("right", "100", "", sum(right)),
                line("other-size", "101", "", ""),
                line("other-etag", "100", "\"0123456789ABCDEF0123456789ABCDEF\"", ""),
                line("other-sum", "100", "", WRONG_SUM)),
            JobFixture.largeFromOneMebibyte());
    assertEquals(
        Map.of(
            "other-size", FailureKind.SOURCE_CHANGED,
            "other-etag", FailureKind.SOURCE_CHANGED,
            "other-sum", FailureKind.INTEGRITY),
        failures(result));
    assertEquals(List.of("right"), fixture.files());
  }

  @Test
  public void aReceiptNamesItsObjectsExactly() throws Exception {
    fixture.put("a", 1, 100);
    fixture.put("large", 2, MIB);
    fixture.run("", JobFixture.largeFromOneMebibyte());
    List<String> receipt = Files.readAllLines(fixture.receipt());
    Files.delete(fixture.root().resolve("a"));
    Files.delete(fixture.root().resolve("large"));
    assertEquals(
        2, fixture.runManifest(receipt, JobFixture.largeFromOneMebibyte()).counts().fetched());
    assertEquals(List.of("a", "large"), fixture.files());
  }

  @Test
  public void aLargeObjectWithAnotherChecksumIsNotPublished() throws Exception {
    Content right = fixture.put("right", 1, MIB);
    fixture.put("other-sum", 2, MIB);
    JobResult result =
        fixture.runManifest(
            List.of(
                line("right", "" + MIB, "", sum(right)),
                line("other-sum", "" + MIB, "", WRONG_SUM)),
            JobFixture.largeFromOneMebibyte());
    assertEquals(Map.of("other-sum", FailureKind.INTEGRITY), failures(result));
    assertEquals(List.of("right"), fixture.files());
    String line =
        Files.readAllLines(fixture.receipt()).stream()
            .filter(each -> each.contains("oss://bucket/right"))
            .findFirst()
            .orElseThrow();
    assertTrue(line, line.contains("\"verified\":true"));
  }

  @Test
  public void aLargeObjectWithAnotherEtagIsNotPublished() throws Exception {
    fixture.put("right", 1, MIB);
    fixture.put("other-etag", 2, MIB);
    JobResult result =
        fixture.runManifest(
            List.of(
                line("right", "" + MIB, "", ""),
                line("other-etag", "" + MIB, "\"0123456789ABCDEF0123456789ABCDEF\"", "")),
            JobFixture.largeFromOneMebibyte());
    assertEquals(Map.of("other-etag", FailureKind.SOURCE_CHANGED), failures(result));
    assertEquals(List.of("right"), fixture.files());
  }

  @Test
  public void aLargeObjectOfAnotherSizeIsNotPublished() throws Exception {
    Content right = fixture.put("right", 1, MIB);
    fixture.put("other-size", 2, 2 * MIB);
    Content shorter = fixture.put("shorter", 3, MIB);
    JobResult result =
        fixture.runManifest(
            List.of(
                line("right", "" + MIB, "", sum(right)),
                line("other-size", "" + MIB, "", ""),
                line("shorter", "" + (MIB + 1), "", sum(shorter))),
            JobFixture.largeFromOneMebibyte());
    assertEquals(
        Map.of(
            "other-size", FailureKind.SOURCE_CHANGED,
            "shorter", FailureKind.SOURCE_CHANGED),
        failures(result));
    String why = result.firstFailures().toString();
    assertTrue(why, why.contains("its size is " + 2 * MIB + " bytes"));
    assertEquals(List.of("right"), fixture.files());
  }

  @Test
  public void anArchivedObjectLeavesNothingAndKeepsWhatIsKnownOfIt() throws Exception {
    Content content = Content.synthetic(1, 2 * MIB);
    fixture.server.put(
        "/bucket/cold", StoredObject.of(content).withHeader("x-oss-storage-class", "ColdArchive"));
    Files.createDirectories(fixture.root());
    Files.write(fixture.root().resolve("cold"), content.toByteArray());
    long half = Crc.CRC64_XZ.update(0, content.toByteArray(), 0, MIB);
    String proof =
        "\"checksums\":[\"%s\"],\"verified\":false,\"ranges\":[[0,%d,\"%s\"]]"
            .formatted(sum(content), MIB, Long.toUnsignedString(half));
    String line =
        "{\"source\":\"oss://bucket/cold\",\"path\":\"cold\",\"size\":%d,%s}"
            .formatted(2 * MIB, proof);
    JobResult result =
        fixture.runManifest(List.of(line), JobFixture.largeFromOneMebibyte().ofAll());
    assertEquals(Map.of("cold", FailureKind.ARCHIVED), failures(result));
    assertEquals(List.of("cold"), fixture.files());
    String receipt = Files.readString(fixture.receipt());
    assertTrue(receipt, receipt.contains(proof));
  }

  private StoredObject cold(Content content) {
    return StoredObject.of(content).withHeader("x-oss-storage-class", "ColdArchive");
  }

  @Test
  public void whatIsRestoredIsWaitedForAndNothingElse() throws Exception {
    List<String> lines = new ArrayList<>();
    for (String key : List.of("small", "other-sum", "denied")) {
      fixture.server.put("/bucket/" + key, cold(Content.synthetic(key.length(), 1000)));
      lines.add(line(key, "1000", "", key.equals("other-sum") ? WRONG_SUM : ""));
    }
    for (String key : List.of("large", "large-other-sum")) {
      fixture.server.put("/bucket/" + key, cold(Content.synthetic(key.length(), MIB)));
      lines.add(line(key, "" + MIB, "", key.equals("large-other-sum") ? WRONG_SUM : ""));
    }
    fixture.put("warm", 7, 100);
    lines.add(line("warm", "100", "", ""));
    lines.add(line("none", "100", "", ""));
    fixture.server.fault(
        When.any().method("POST").path("/bucket/denied"),
        Fault.status(403, Map.of(), "<Error><Code>AccessDenied</Code></Error>"));
    JobResult result =
        fixture.runManifest(lines, JobFixture.largeFromOneMebibyte().awaitingRestores(1));
    assertEquals(
        Map.of(
            "other-sum", FailureKind.INTEGRITY,
            "large-other-sum", FailureKind.INTEGRITY,
            "denied", FailureKind.ACCESS_DENIED,
            "none", FailureKind.NOT_FOUND),
        failures(result));
    assertEquals(List.of("large", "small", "warm"), fixture.files());
    assertEquals(3, result.counts().fetched());
    assertEquals(4, result.counts().failed());
    assertEquals(0, result.counts().archived());
    List<String> keys = new ArrayList<>();
    try (ReceiptReader receipt = ReceiptReader.open(fixture.receipt())) {
      for (var line = receipt.next(); line.isPresent(); line = receipt.next()) {
        keys.add(line.get().key());
      }
    }
    assertEquals(
        "a line each",
        List.of("denied", "large", "large-other-sum", "none", "other-sum", "small", "warm"),
        keys.stream().sorted().toList());
    assertEquals(List.of("manifest", "receipt.jsonl", "root"), fixture.beside());
  }

  @Test
  public void objectsThatAManifestNamesAreFetchedByTheProxy() throws Exception {
    fixture.put("small", 1, 100);
    JobResult result =
        fixture.runManifest(
            List.of(line("small", "100", "", "")),
            JobFixture.largeFromOneMebibyte(),
            "http://127.0.0.1:1");
    assertEquals(Map.of("small", FailureKind.NETWORK), failures(result));
  }

  @Test
  public void noLargeObjectGoesToADirectoryThatIsNotTheJobs() throws Exception {
    for (int i = 0; i <= LargeObjects.MOST_AT_A_TIME; i++) {
      fixture.put("large" + i, i, MIB);
    }
    FaultRule hold =
        fixture.server.fault(
            When.any().and("objects", request -> request.path().startsWith("/bucket/large")),
            Fault.stallAfter(1000));
    Job job = fixture.start("", JobFixture.largeFromOneMebibyte());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(JobFixture.PATIENCE_SECONDS);
    while (left("large").size() < LargeObjects.MOST_AT_A_TIME) {
      assertFalse("it has ended", job.result().toCompletableFuture().isDone());
      assertTrue(left("").toString(), System.nanoTime() - end < 0);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
    }
    for (Path marker : left(".job.")) {
      Files.delete(marker);
    }
    hold.release();
    ExecutionException stopped =
        Assert.assertThrows(
            ExecutionException.class,
            () ->
                job.result()
                    .toCompletableFuture()
                    .get(JobFixture.PATIENCE_SECONDS, TimeUnit.SECONDS));
    assertTrue(RootMarker.isAbsence(((TributaryException) stopped.getCause()).failure()));
    assertTrue(job.resumable());
    String last = "/bucket/large" + LargeObjects.MOST_AT_A_TIME;
    assertFalse(fixture.server.requests().stream().anyMatch(each -> each.path().equals(last)));
  }

  private List<Path> left(String prefix) {
    if (!Files.isDirectory(fixture.root())) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(fixture.root())) {
      return files.filter(file -> file.getFileName().toString().startsWith(prefix)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
