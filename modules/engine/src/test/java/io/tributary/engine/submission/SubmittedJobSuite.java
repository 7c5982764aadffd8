package io.tributary.engine.submission;

import static io.tributary.engine.NodeFixture.await;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.NodeFixture;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.journal.PostgresDatabases;
import io.tributary.engine.receipt.ReceiptReader;
import io.tributary.storage.SourceOptions;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.oss.OssSettings;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** Real jobs that are submitted to a node with its journal in a real database. */
abstract class SubmittedJobSuite extends JUnitSuite {
  static final int SMALL = 1500;
  static final int SMALL_BYTES = 2000;
  static final int LARGE_BYTES = 6_000_000;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  final ObjectServer objects;
  final TreeMap<String, Content> all = new TreeMap<>();
  NodeFixture node;
  Submissions submissions;
  private Config database;
  private Path directory;
  private Path root;

  SubmittedJobSuite(OssSettings settings) {
    objects = ObjectServer.builder().oss(settings.withPublicBucket("bucket")).start();
  }

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

  /** Another one when that before was stopped, and so is lost. */
  final void node() throws Exception {
    node =
        NodeFixture.start(
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
    submissions = Submissions.get(node.system());
  }

  @After
  public void stop() {
    node.close();
    objects.close();
  }

  @FunctionalInterface
  interface Check {
    void run(Submission now) throws Exception;
  }

  final void eventually(String id, Check check) {
    node.eventually(() -> check.run(await(submissions.find(id)).orElseThrow()));
  }

  final void completed(String id) {
    eventually(id, now -> assertEquals(now.toString(), SubmissionState.COMPLETED, now.state()));
  }

  final SubmissionRequest request(long bytesPerSecond) {
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
            // A test may hold an answer back for as long as it is patient.
            .stallTimeout(NodeFixture.PATIENCE.multipliedBy(2))
            .build();
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

  final String submit(long bytesPerSecond) throws Exception {
    Submitted accepted = await(submissions.submit(request(bytesPerSecond)));
    assertTrue(accepted.toString(), accepted instanceof Submitted.Accepted);
    return ((Submitted.Accepted) accepted).submission().id();
  }

  final boolean isWhole(Path file) {
    return all.containsKey(root.relativize(file).toString());
  }

  final List<Path> files() throws IOException {
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

  final void requireAllRight() throws Exception {
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

  final Optional<String> firstFailure() throws IOException {
    try (ReceiptReader again = ReceiptReader.open(directory.resolve("again"))) {
      return again.next().map(line -> line.key());
    }
  }

  final List<String> beside() {
    return Stream.of(directory.toFile().list()).sorted().toList();
  }
}
