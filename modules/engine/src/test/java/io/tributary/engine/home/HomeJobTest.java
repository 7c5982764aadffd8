package io.tributary.engine.home;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.Tributary;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.JobCounts;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.job.JobStatus;
import io.tributary.engine.journal.PostgresDatabases;
import io.tributary.engine.receipt.ReceiptLine;
import io.tributary.engine.receipt.ReceiptReader;
import io.tributary.engine.submission.Submission;
import io.tributary.engine.submission.SubmissionRequest;
import io.tributary.engine.submission.SubmissionState;
import io.tributary.engine.submission.Submitted;
import io.tributary.engine.submission.SubmittedJob;
import io.tributary.engine.submission.Wish;
import io.tributary.storage.SourceOptions;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.oss.OssSettings;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** A job to the disk of one node is that node's work alone, and waits while it is away. */
public final class HomeJobTest extends JUnitSuite {
  private static final int SMALL = 600;
  private static final int SMALL_BYTES = 2000;
  private static final int LARGE = 4;
  private static final int LARGE_BYTES = 3_000_000;

  /** A quarter of a minute for all of it. */
  private static final long BYTES_PER_SECOND = 900_000;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final ObjectServer objects =
      ObjectServer.builder().oss(OssSettings.of().withPublicBucket("bucket")).start();
  private final TreeMap<String, Content> all = new TreeMap<>();
  private Path disk;
  private Path root;
  private Path workerDisk;
  private TwoNodes nodes;

  @Before
  public void putObjects() throws Exception {
    for (int i = 0; i < SMALL; i++) {
      put("d%d/small-%04d".formatted(i % 3, i), Content.synthetic(i, SMALL_BYTES));
    }
    for (int i = 0; i < LARGE; i++) {
      put("large-" + i, Content.synthetic(i, LARGE_BYTES));
    }
    disk = folder.newFolder("home").toPath().toRealPath();
    root = disk.resolve("root");
    workerDisk = folder.newFolder("worker").toPath().toRealPath();
    start(Duration.ofSeconds(20));
  }

  private void put(String key, Content content) {
    objects.put("/bucket/" + key, content);
    all.put(key, content);
  }

  private void start(Duration stableAfter) throws Exception {
    nodes =
        new TwoNodes(
            folder.getRoot().toPath(),
            disk,
            workerDisk,
            PostgresDatabases.settings(PostgresDatabases.server().url(PostgresDatabases.fresh())),
            stableAfter);
  }

  @After
  public void close() throws Exception {
    nodes.close();
    objects.close();
  }

  private SubmissionRequest request(String home, long bytesPerSecond) {
    SourceOptions anonymous =
        SourceOptions.builder()
            .endpoint(objects.origin())
            .region("cn-hangzhou")
            .addressing(SourceOptions.Addressing.PATH)
            .anonymous(true)
            .build();
    DownloadOptions slow =
        DownloadOptions.builder()
            .keepTime(true)
            .limitBytesPerSecond(bytesPerSecond)
            .lanes(2)
            .build();
    return SubmissionRequest.ofJob("oss://bucket/", root.toString())
        .withSourceOptions(anonymous)
        .withJobOptions(JobOptions.builder().largeBytes(1 << 20).requests(8).download(slow).build())
        .withReceipt(disk.resolve("receipt").toString(), "")
        .withHome(home);
  }

  private String submit(String home, long bytesPerSecond) throws Exception {
    Submitted answer = TwoNodes.await(nodes.submissions().submit(request(home, bytesPerSecond)));
    assertTrue(answer.toString(), answer instanceof Submitted.Accepted);
    return ((Submitted.Accepted) answer).submission().id();
  }

  /** A quarter of the small files is there, and something of a large one. */
  private void awaitSomeDone(String id) throws Exception {
    nodes.await(
        id,
        now -> {
          assertFalse(now.toString(), now.state().ended());
          List<String> there = files();
          return there.stream().filter(all::containsKey).count() > SMALL / 4
              && there.stream().anyMatch(name -> name.startsWith("large-"));
        });
  }

  private Submission awaitWaitingForHome(String id) throws Exception {
    Submission waits =
        nodes.await(id, now -> now.state() == SubmissionState.WAITING && now.failure().isPresent());
    Failure failure = waits.failure().get();
    assertEquals(failure.oneLine(), FailureKind.HOME_AWAY, failure.kind());
    return waits;
  }

  private JobCounts awaitAllThere(String id) throws Exception {
    Submission done = nodes.await(id, now -> now.state().ended());
    assertEquals(done.toString(), SubmissionState.COMPLETED, done.state());
    assertTrue(done.failure().isEmpty());
    assertEquals(all.keySet(), new TreeSet<>(files()));
    for (String key : all.keySet()) {
      assertTrue(key, DownloadFixture.holds(root.resolve(key), all.get(key)));
    }
    assertEquals(all.keySet(), writers().keySet());
    assertEquals("nothing is beside it", Set.of("receipt", "root"), names(disk));
    assertEquals("another disk", Set.of(), names(workerDisk));
    JobCounts counts = done.job().flatMap(SubmittedJob::result).orElseThrow().counts();
    assertEquals(counts.toString(), 0, counts.failed());
    return counts;
  }

  /** Of large objects some may still come, of nodes that have not heard of it yet. */
  private long smallRequests() {
    return objects.requests().stream().filter(request -> request.path().contains("small-")).count();
  }

  private boolean isPartOfLarge(String name) {
    return name.startsWith("large-") && !all.containsKey(name);
  }

  /** Who wrote what, as the receipt says: each object is in it once. */
  private Map<String, String> writers() throws IOException {
    Map<String, String> writers = new HashMap<>();
    try (ReceiptReader receipt = ReceiptReader.open(disk.resolve("receipt"))) {
      for (var line = receipt.next(); line.isPresent(); line = receipt.next()) {
        ReceiptLine read = line.get();
        assertEquals("twice: " + read, null, writers.put(read.key(), read.node()));
      }
    }
    return writers;
  }

  private static Set<String> names(Path directory) {
    return Set.of(directory.toFile().list());
  }

  private List<String> files() {
    List<String> files = new ArrayList<>();
    if (!Files.exists(root)) {
      return files;
    }
    try {
      Files.walkFileTree(
          root,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              files.add(root.relativize(file).toString());
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path renamedJustNow, IOException e) {
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return files;
  }

  private long askedForTwice() {
    return objects.requests().stream()
        .filter(request -> request.path().contains("/small-"))
        .collect(Collectors.groupingBy(RecordedRequest::path, Collectors.counting()))
        .values()
        .stream()
        .filter(times -> times > 1)
        .count();
  }

  @Test
  public void itsHomeAloneWritesItAndOtherDirectoriesOfThatNameAreOthers() throws Exception {
    String id = submit("home", 0);

    JobCounts counts = awaitAllThere(id);

    assertEquals(SMALL + LARGE, counts.fetched());
    assertEquals(Set.of("home"), Set.copyOf(writers().values()));
    // That one may not be written to.
    String shared = submit("worker", 0);
    assertNotEquals(id, shared);
    Submission refused = nodes.await(shared, now -> now.state().ended());
    assertEquals(refused.toString(), FailureKind.USAGE, refused.failure().get().kind());
  }

  @Test
  public void anotherIncarnationOfItsHomeGoesOnWithWhatIsThere() throws Exception {
    String id = submit("home", BYTES_PER_SECOND);
    awaitSomeDone(id);
    JobStatus status =
        TwoNodes.await(Tributary.get(nodes.worker).jobStatus("home", id, Duration.ofSeconds(5)));
    assertEquals("home", status.coordinator());
    assertEquals(List.of("home"), status.nodes().stream().map(JobStatus.NodeShare::node).toList());

    nodes.kill(nodes.home);
    Submission waits = awaitWaitingForHome(id);
    assertEquals("home", waits.failure().get().target());
    List<String> kept = files();
    long requests = smallRequests();
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
    assertEquals("nobody goes on with it", kept, files());
    assertEquals("nobody goes on with it", requests, smallRequests());
    nodes.startHome();

    JobCounts counts = awaitAllThere(id);
    assertEquals(SMALL + LARGE, counts.fetched() + counts.kept());
    assertTrue(askedForTwice() + " twice", askedForTwice() <= 16);
  }

  @Test
  public void afterALeaveInGoodOrderAndARestartOfAllItGoesOn() throws Exception {
    String id = submit("home", BYTES_PER_SECOND);
    awaitSomeDone(id);

    nodes.leave(nodes.home);
    awaitWaitingForHome(id);
    nodes.kill(nodes.worker);
    nodes.startWorker();
    String absent = "no node of that name is in the cluster, there is worker";
    nodes.await(id, now -> now.failure().filter(why -> why.reason().equals(absent)).isPresent());
    nodes.startHome();

    awaitAllThere(id);
  }

  @Test
  public void whatIsPausedWhileItsHomeIsAwayRestsAndWhatIsCancelledIsDeletedLater()
      throws Exception {
    String id = submit("home", BYTES_PER_SECOND);
    awaitSomeDone(id);
    nodes.kill(nodes.home);
    awaitWaitingForHome(id);

    TwoNodes.await(nodes.submissions().wish(id, Wish.PAUSE));
    nodes.await(id, now -> now.state() == SubmissionState.PAUSED);
    nodes.startHome();
    long requests = smallRequests();
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
    assertEquals("it rests", requests, smallRequests());
    nodes.kill(nodes.home);
    TwoNodes.await(nodes.submissions().wish(id, Wish.CANCEL));
    awaitWaitingForHome(id);
    assertTrue("kept by then", files().stream().anyMatch(this::isPartOfLarge));
    nodes.startHome();

    nodes.await(id, now -> now.state() == SubmissionState.CANCELLED);
    List<String> left = files();
    assertTrue(left.toString(), all.keySet().containsAll(left));
    assertFalse("complete files stay", left.isEmpty());
    assertEquals(Set.of("root"), names(disk));
  }

  @Test
  public void aNodeThatDoesNotReachItsHomeForAWhileCostsNoObject() throws Exception {
    nodes.close();
    start(Duration.ofMinutes(5));
    String id = submit("home", BYTES_PER_SECOND / 3);
    awaitSomeDone(id);

    nodes.cut(true);
    // The home is silent for as long as a coordinator of a large object waits for it, and longer.
    LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(10));
    nodes.cut(false);

    awaitAllThere(id);
  }

  @Test
  public void whatItsHomeMayNotDoIsSaidAndANameThatNoNodeHasHoldsNobodyUp() throws Exception {
    nodes.join("other", disk, "");
    Submission refused = nodes.await(submit("other", 0), now -> now.state().ended());
    assertEquals(refused.toString(), FailureKind.USAGE, refused.failure().get().kind());
    assertTrue(refused.failure().get().reason().contains("both roles, coordinator and fetcher"));

    String unknown = submit("nowhere", 0);
    assertEquals("nowhere", awaitWaitingForHome(unknown).failure().get().target());
    awaitAllThere(submit("home", 0));
    TwoNodes.await(nodes.submissions().wish(unknown, Wish.CANCEL));
    nodes.await(unknown, now -> now.state() == SubmissionState.CANCELLED);
  }
}
