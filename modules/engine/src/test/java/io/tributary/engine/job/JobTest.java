package io.tributary.engine.job;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import akka.stream.javadsl.Sink;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.Job;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.receipt.ReceiptLine;
import io.tributary.engine.receipt.ReceiptReader;
import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.object.StoredObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Many objects from a real server into a real directory. */
public final class JobTest extends JUnitSuite {
  private JobFixture fixture;

  @Before
  public void start() throws Exception {
    fixture = new JobFixture();
  }

  @After
  public void stop() throws Exception {
    fixture.close();
  }

  @Test
  public void everythingBelowAPrefixArrivesAndNothingElseIsLeft() throws Exception {
    TreeMap<String, Content> all = new TreeMap<>();
    for (int i = 0; i < 2500; i++) {
      String path = "d%02d/f%04d".formatted(i % 7, i);
      all.put(path, fixture.put("in/" + path, i, i % 97));
    }
    all.put("large", fixture.put("in/large", 9, 20_000_000));
    fixture.put("out/other", 1, 10);

    JobResult result = fixture.run("in/", JobOptions.defaults());

    assertEquals(List.copyOf(all.keySet()), fixture.files());
    for (String path : all.keySet()) {
      assertTrue(path, DownloadFixture.holds(fixture.root().resolve(path), all.get(path)));
    }
    assertEquals(2501, result.counts().fetched());
    assertEquals(2501, result.counts().listed());
    assertEquals(0, result.counts().failed());
    List<ReceiptLine> lines = receipt();
    assertEquals(2501, lines.size());
    assertTrue(lines.stream().allMatch(line -> line.verified() && !line.checksums().isEmpty()));
  }

  @Test
  public void theSecondRunKeepsWhatIsThereAndFetchesWhatChanged() throws Exception {
    for (int i = 0; i < 20; i++) {
      fixture.put("k" + i, i, 100);
    }
    fixture.put("large", 9, 20_000_000);
    fixture.run("", JobOptions.defaults());
    Files.delete(fixture.root().resolve("k3"));
    Files.write(fixture.root().resolve("k4"), new byte[99]);
    fixture.server.clearLog();

    JobResult again = fixture.run("", JobOptions.defaults());

    assertEquals(2, again.counts().fetched());
    assertEquals(19, again.counts().kept());
    assertEquals(1, fixture.server.requests("/bucket/k3").size());
    assertEquals(0, fixture.server.requests("/bucket/k5").size());
    assertEquals(0, fixture.server.requests("/bucket/large").size());
  }

  @Test
  public void whatFailsIsNamedAndTheRestArrives() throws Exception {
    fixture.put("a", 1, 10);
    fixture.put("bad//name", 2, 10);
    fixture.put("c", 3, 10);

    JobResult result = fixture.run("", JobOptions.defaults());

    assertEquals(List.of("a", "c"), fixture.files());
    assertEquals(1, result.counts().failed());
    assertEquals("bad//name", result.firstFailures().get(0).key());
    assertEquals(FailureKind.USAGE, result.firstFailures().get(0).failure().kind());
    assertEquals(1, receipt().stream().filter(l -> l.state() == ReceiptLine.State.FAILED).count());
  }

  @Test
  public void aDryRunSaysWhatARunDoesAndMakesNothing() throws Exception {
    fixture.put("a", 1, 10);
    fixture.put("b/c", 2, 10);
    fixture.put("d/", 2, 0);
    fixture.put("x//y", 2, 10);
    JobOptions o = JobOptions.defaults();
    JobOptions dry = o.toBuilder().dryRun(true).build();

    fixture.run("", dry);
    assertFalse(Files.exists(fixture.root()));
    List<String> said = decisions();
    fixture.run("", o);
    assertEquals(decisions(), said);
    assertEquals(4, said.size());
  }

  @Test
  public void anInterruptedJobGoesOnFromItsLastBatches() throws Exception {
    for (int i = 0; i < 6000; i++) {
      fixture.put("k%05d".formatted(i), i, 40);
    }
    Job first = fixture.start("", JobOptions.defaults());
    first
        .progress()
        .takeWhile(progress -> progress.counts().fetched() < 1000)
        .runWith(Sink.ignore(), fixture.node().system())
        .toCompletableFuture()
        .get(JobFixture.PATIENCE_SECONDS, TimeUnit.SECONDS);
    first.interrupt();
    Failure why = failure(first);
    assertEquals(FailureKind.INTERRUPTED, why.kind());
    assertTrue(first.resumable());
    fixture.restart();

    JobResult result = fixture.run("", JobOptions.defaults());

    assertEquals(6000, fixture.files().size());
    assertEquals(6000, result.counts().fetched() + result.counts().kept());
    assertEquals(6000, result.counts().listed());
    assertEquals(6000, receipt().stream().map(ReceiptLine::path).distinct().count());
    long twice =
        fixture.server.requests().stream()
            .filter(request -> request.path().startsWith("/bucket/k"))
            .collect(Collectors.groupingBy(RecordedRequest::path, Collectors.counting()))
            .values()
            .stream()
            .filter(times -> times > 1)
            .count();
    assertTrue(twice + " were asked for twice", twice <= JobOptions.defaults().requests());
  }

  @Test
  public void aListingThatFailsIsNoEmptyBucket() throws Exception {
    fixture.put("a", 1, 10);
    fixture.server.fault(
        When.any().and("listing", request -> request.path().matches("/bucket/?")),
        Fault.status(403));
    Failure why = failure(fixture.start("", JobOptions.defaults()));
    assertEquals(FailureKind.ACCESS_DENIED, why.kind());
  }

  @Test
  public void whatAllNeedStopsTheJobInsteadOfFailingEveryObject() throws Exception {
    for (int i = 0; i < 30; i++) {
      fixture.put("k" + i, i, 40);
    }
    fixture.server.fault(
        When.any().and("objects", request -> request.path().startsWith("/bucket/k")),
        Fault.status(403));
    Job job = fixture.start("", JobOptions.defaults());
    assertEquals(FailureKind.ACCESS_DENIED, failure(job).kind());
    assertTrue(job.resumable());
  }

  @Test
  public void whatComesIsWhatIsThereWhateverTheListingSaw() throws Exception {
    // A link of OSS is listed as such, and brings what it leads to; another grows meanwhile.
    StoredObject log = StoredObject.of(Content.of("one line\n"));
    StoredObject grown = log.appended(Content.of("and another\n"));
    fixture.server.put("/bucket/log", log);
    fixture.server.fault(
        When.get("/bucket/log"), Fault.runBefore(() -> fixture.server.put("/bucket/log", grown)));
    fixture.server.put("/bucket/link", StoredObject.of(Content.of("")));
    StoredObject target =
        StoredObject.of(Content.of("what the link leads to"))
            .withHeader("x-oss-object-type", "Symlink")
            .withHeader("x-oss-meta-mode", "104777");
    fixture.server.fault(
        When.get("/bucket/link"),
        Fault.runBefore(() -> fixture.server.put("/bucket/link", target)));

    JobResult result = fixture.run("", JobOptions.defaults());

    assertEquals(2, result.counts().fetched());
    assertEquals("one line\nand another\n", Files.readString(fixture.root().resolve("log")));
    Path link = fixture.root().resolve("link");
    assertEquals("what the link leads to", Files.readString(link));
    assertFalse(Files.isSymbolicLink(link));
    assertEquals(
        Files.getPosixFilePermissions(Files.createFile(fixture.root().resolve("usual"))),
        Files.getPosixFilePermissions(link));
    assertEquals(
        List.of(9L + 12, 22L), receipt().stream().map(ReceiptLine::sizeBytes).sorted().toList());
  }

  private static Failure failure(Job job) throws Exception {
    try {
      throw new AssertionError(
          "it ended well: "
              + job.result()
                  .toCompletableFuture()
                  .get(JobFixture.PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      return ((TributaryException) e.getCause()).failure();
    }
  }

  private List<String> decisions() throws Exception {
    return receipt().stream()
        .map(l -> l.state() + " " + l.key() + " " + l.path())
        .sorted()
        .toList();
  }

  private List<ReceiptLine> receipt() throws Exception {
    List<ReceiptLine> lines = new ArrayList<>();
    try (ReceiptReader reader = ReceiptReader.open(fixture.receipt())) {
      for (Optional<ReceiptLine> line = reader.next(); line.isPresent(); line = reader.next()) {
        lines.add(line.get());
      }
    }
    return lines;
  }
}
