package io.tributary.engine.submission;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.Tributary;
import io.tributary.engine.api.AllowanceChange;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.JobCounts;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.api.JobProgress;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.job.JobStatus;
import io.tributary.engine.journal.PostgresDatabases;
import io.tributary.engine.receipt.ReceiptReader;
import io.tributary.storage.SourceOptions;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.object.StoredObject;
import io.tributary.testkit.oss.OssSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** A real job that was submitted, with its journal in a real database. */
public final class SubmittedJobTest extends JUnitSuite {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int SMALL = 1500;
  private static final int SMALL_BYTES = 2000;
  private static final int LARGE_BYTES = 6_000_000;

  private static final Duration RESTORE_TIME = Duration.ofDays(1);

  /** A few seconds for all of it. */
  private static final long BYTES_PER_SECOND = 700_000;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /** How far the server's clock is ahead. */
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);

  private final ObjectServer objects =
      ObjectServer.builder()
          .oss(
              OssSettings.of()
                  .withPublicBucket("bucket")
                  .withRestoreTime(RESTORE_TIME)
                  .withClock(new AheadClock()))
          .start();

  private final class AheadClock extends Clock {
    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead.get());
    }
  }

  private final TreeMap<String, Content> all = new TreeMap<>();
  private Config database;
  private ActorTestKit kit;
  private TestProbe<Object> clock;
  private Submissions submissions;
  private Path directory;
  private Path root;

  @Before
  public void start() throws Exception {
    directory = folder.getRoot().toPath().toRealPath();
    root = directory.resolve("root");
    for (int i = 0; i < SMALL; i++) {
      put("d%d/small-%04d".formatted(i % 3, i), Content.synthetic(i, SMALL_BYTES));
    }
    put("large", Content.synthetic(9, LARGE_BYTES));
    database =
        PostgresDatabases.settings(PostgresDatabases.server().url(PostgresDatabases.fresh()));
    node();
  }

  private void put(String key, Content content) {
    objects.put("/bucket/" + key, content);
    all.put(key, content);
  }

  private void node() throws Exception {
    kit =
        ActorTestKit.create(
            "submitted",
            ConfigFactory.parseString(
                    """
                    akka.cluster.roles = ["coordinator", "fetcher"]
                    # A node that is stopped is lost.
                    akka.coordinated-shutdown.run-by-actor-system-terminate = off
                    tributary.submission.poll-interval = 200ms
                    # What is known is written when a turn ends.
                    tributary.submission.progress-interval = 1h
                    """)
                .withFallback(PostgresDatabases.node(database)));
    clock = kit.createTestProbe();
    CountDownLatch up = new CountDownLatch(1);
    akka.cluster.Cluster.get(kit.system()).registerOnMemberUp(up::countDown);
    Cluster cluster = Cluster.get(kit.system());
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
    assertTrue(up.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
    submissions = Submissions.get(kit.system());
  }

  @After
  public void stop() {
    kit.shutdownTestKit();
    objects.close();
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  @FunctionalInterface
  private interface Check {
    void run(Submission now) throws Exception;
  }

  private void eventually(String id, Check check) {
    clock.awaitAssert(
        PATIENCE,
        Duration.ofMillis(50),
        () -> {
          try {
            check.run(await(submissions.find(id)).orElseThrow());
          } catch (Exception e) {
            throw new AssertionError(e);
          }
          return check;
        });
  }

  private SubmissionRequest request(long bytesPerSecond) {
    SourceOptions anonymous =
        SourceOptions.builder()
            .endpoint(objects.origin())
            .region("cn-hangzhou")
            .addressing(SourceOptions.Addressing.PATH)
            .anonymous(true)
            .build();
    DownloadOptions slow =
        DownloadOptions.builder().keepTime(true).limitBytesPerSecond(bytesPerSecond).build();
    JobOptions options =
        JobOptions.builder().largeBytes(1 << 20).requests(16).download(slow).build();
    return new SubmissionRequest(
        "oss://bucket/",
        anonymous,
        root.toString(),
        "",
        slow,
        "",
        new SubmissionRequest.Many(
            false,
            directory.resolve("receipt").toString(),
            directory.resolve("again").toString(),
            options));
  }

  private String submit(long bytesPerSecond) throws Exception {
    Submitted accepted = await(submissions.submit(request(bytesPerSecond)));
    assertTrue(accepted.toString(), accepted instanceof Submitted.Accepted);
    return ((Submitted.Accepted) accepted).submission().id();
  }

  private static JobCounts counts(Submission job) {
    return job.job()
        .flatMap(SubmittedJob::progress)
        .map(JobProgress::counts)
        .orElse(JobCounts.NONE);
  }

  /** A fifth of the small files is there, and some of the large one, which has most of the rate. */
  private void awaitSomeDone(String id) {
    eventually(
        id,
        now -> {
          assertEquals(now.toString(), SubmissionState.ACTIVE, now.state());
          List<Path> there = files();
          assertTrue(there.stream().filter(this::isWhole).count() > SMALL / 5);
          assertTrue(
              there.stream()
                  .anyMatch(file -> name(file).startsWith("large.") && holdsSomething(file)));
        });
  }

  private static boolean holdsSomething(Path file) {
    try (InputStream bytes = Files.newInputStream(file)) {
      for (byte each : bytes.readAllBytes()) {
        if (each != 0) {
          return true;
        }
      }
      return false;
    } catch (IOException renamedJustNow) {
      return false;
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private boolean isWhole(Path file) {
    return all.containsKey(root.relativize(file).toString());
  }

  private List<Path> files() throws IOException {
    if (!Files.exists(root)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            files.add(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path renamedJustNow, IOException e) {
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  private void requireAllRight() throws Exception {
    assertEquals(
        all.keySet(),
        files().stream()
            .map(file -> root.relativize(file).toString())
            .collect(Collectors.toCollection(java.util.TreeSet::new)));
    for (String key : all.keySet()) {
      assertTrue(key, DownloadFixture.holds(root.resolve(key), all.get(key)));
    }
    Set<String> lines = new HashSet<>();
    try (ReceiptReader receipt = ReceiptReader.open(directory.resolve("receipt"))) {
      for (var line = receipt.next(); line.isPresent(); line = receipt.next()) {
        assertTrue("twice: " + line.get(), lines.add(line.get().key()));
      }
    }
    assertEquals(all.keySet(), lines);
  }

  @Test
  public void itWakesAfterAllNodesWereLost() throws Exception {
    String id = submit(BYTES_PER_SECOND);
    awaitSomeDone(id);
    long whole = files().stream().filter(this::isWhole).count();
    kit.shutdownTestKit();

    node();
    eventually(id, now -> assertEquals(now.toString(), SubmissionState.COMPLETED, now.state()));

    requireAllRight();
    Submission done = await(submissions.find(id)).orElseThrow();
    JobCounts counts = done.job().orElseThrow().result().orElseThrow().counts();
    assertEquals(SMALL + 1, counts.fetched() + counts.kept());
    assertEquals(SMALL + 1, counts.listed());
    assertEquals(0, counts.failed());
    assertEquals(all.values().stream().mapToLong(Content::sizeBytes).sum(), done.sizeBytes());
    long twice =
        objects.requests().stream()
            .filter(request -> request.path().contains("/small-"))
            .collect(Collectors.groupingBy(RecordedRequest::path, Collectors.counting()))
            .values()
            .stream()
            .filter(times -> times > 1)
            .count();
    assertTrue(twice + " twice, " + whole + " were there", twice <= 16);
    assertEquals("no failures", Optional.empty(), firstFailure());
  }

  private Optional<String> firstFailure() throws IOException {
    try (ReceiptReader again = ReceiptReader.open(directory.resolve("again"))) {
      return again.next().map(line -> line.key());
    }
  }

  @Test
  public void itIsFasterAtOnceWhenItMayUseMore() throws Exception {
    // More than the patience of this test.
    String id = submit(BYTES_PER_SECOND / 20);
    eventually(id, now -> assertFalse(files().isEmpty()));
    assertEquals(SubmissionState.ACTIVE, await(submissions.find(id)).orElseThrow().state());

    await(submissions.allow(id, new AllowanceChange(0L, null, null)));
    eventually(id, now -> assertEquals(now.toString(), SubmissionState.COMPLETED, now.state()));

    requireAllRight();
  }

  private void archive(String key, Content content) {
    objects.put(
        "/bucket/" + key,
        StoredObject.of(content).withHeader("x-oss-storage-class", "ColdArchive"));
    all.put(key, content);
  }

  private List<RecordedRequest> restores() {
    return objects.requests().stream().filter(each -> each.method().equals("POST")).toList();
  }

  @Test
  public void whatIsRestoredIsWaitedForAlsoWhenTheNodeIsLostMeanwhile() throws Exception {
    archive("cold", Content.synthetic(3, SMALL_BYTES));
    archive("cold-large", Content.synthetic(4, LARGE_BYTES));
    SubmissionRequest plain = request(0);
    SubmissionRequest waits =
        plain.withJobOptions(plain.manyOrNull().options().awaitingRestores(1));
    String id = await(submissions.submit(waits)).orThrow().id();
    eventually(
        id,
        now -> {
          assertEquals(now.toString(), SubmissionState.ACTIVE, now.state());
          assertTrue("asked for", restores().size() >= 2);
          assertEquals(SMALL + 1, files().stream().filter(this::isWhole).count());
        });
    kit.shutdownTestKit();
    int before = restores().size();

    node();
    eventually(
        id,
        now -> {
          assertEquals(now.toString(), SubmissionState.ACTIVE, now.state());
          assertTrue("asked for again", restores().size() > before);
          JobStatus status = await(Tributary.get(kit.system()).jobStatus(id, PATIENCE));
          assertEquals(2, status.progress().counts().archived());
          assertEquals(2, status.failures().size());
        });
    ahead.set(RESTORE_TIME.multipliedBy(2));
    eventually(id, now -> assertEquals(now.toString(), SubmissionState.COMPLETED, now.state()));

    requireAllRight();
    JobResult result = await(submissions.find(id)).orElseThrow().job().get().result().get();
    assertEquals(0, result.counts().failed());
    assertEquals(SMALL + 3, result.counts().fetched() + result.counts().kept());
    assertEquals(List.of(), result.firstFailures());
    assertEquals(List.of("again", "receipt", "root"), beside());
    assertEquals("no failures", Optional.empty(), firstFailure());
  }

  @Test
  public void aPauseKeepsWhatIsThereAndACancellationLeavesCompleteFilesOnly() throws Exception {
    String id = submit(BYTES_PER_SECOND);
    awaitSomeDone(id);

    await(submissions.wish(id, Wish.PAUSE));
    eventually(id, now -> assertEquals(SubmissionState.PAUSED, now.state()));
    assertTrue(counts(await(submissions.find(id)).orElseThrow()).listed() > SMALL);
    List<String> paused =
        files().stream().filter(file -> !isWhole(file)).map(f -> name(f)).toList();
    assertTrue(paused.toString(), paused.stream().anyMatch(name -> name.startsWith("large.")));
    assertTrue(paused.toString(), paused.stream().anyMatch(name -> name.startsWith(".job.")));
    assertTrue(
        beside().toString(), beside().stream().anyMatch(name -> name.startsWith("receipt.")));

    await(submissions.wish(id, Wish.CANCEL));
    eventually(id, now -> assertEquals(SubmissionState.CANCELLED, now.state()));

    assertEquals(List.of(), files().stream().filter(file -> !isWhole(file)).toList());
    assertFalse("complete files stay", files().isEmpty());
    assertEquals(List.of("root"), beside());

    String again = submit(0);
    assertEquals(id, again);
    eventually(id, now -> assertEquals(now.toString(), SubmissionState.COMPLETED, now.state()));
    requireAllRight();
    JobCounts counts =
        await(submissions.find(id))
            .orElseThrow()
            .job()
            .orElseThrow()
            .result()
            .orElseThrow()
            .counts();
    assertTrue(counts.toString(), counts.kept() > SMALL / 5);
  }

  private List<String> beside() {
    return Stream.of(directory.toFile().list()).sorted().toList();
  }
}
