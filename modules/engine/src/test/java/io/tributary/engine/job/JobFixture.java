package io.tributary.engine.job;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import io.tributary.core.locator.FileLocator;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.engine.Job;
import io.tributary.engine.Tributary;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.api.JobRequest;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.node.LocalNode;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.placement.Placement;
import io.tributary.engine.source.OpenSources;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.oss.OssSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A node with its journal, a bucket that anybody may list and read, and an empty directory. */
final class JobFixture implements AutoCloseable {
  static final long PATIENCE_SECONDS = 120;

  /** By which a node knows the root of {@link #work}. */
  static final String MARKER = ".job.marker";

  /** What is archived takes a while to be restored. */
  static final Duration RESTORE_TIME = Duration.ofSeconds(3);

  final ObjectServer server =
      ObjectServer.builder()
          .oss(OssSettings.of().withPublicBucket("bucket").withRestoreTime(RESTORE_TIME))
          .start();
  final Path directory = Files.createTempDirectory("tributary-job").toRealPath();
  private final Path database = Files.createTempDirectory("tributary-state").resolve("journal.db");
  private LocalNode node = LocalNode.start(database);

  JobFixture() throws IOException {
    // Only for what its fields throw.
  }

  LocalNode node() {
    return node;
  }

  void restart() {
    node.close();
    node = LocalNode.start(database);
  }

  /** Done to the journal's database beside the node. */
  void journal(String sql) throws SQLException {
    try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + database);
        Statement statement = other.createStatement()) {
      statement.execute("PRAGMA busy_timeout = 10000");
      statement.execute(sql);
    }
  }

  /** The coordinator of the job to this directory, wherever it is. */
  EntityRef<JobCoordinator.Command> job() {
    return ClusterSharding.get(node.system())
        .entityRefFor(JobCoordinator.TYPE, JobId.of(root().toString(), false));
  }

  Path root() {
    return directory.resolve("root");
  }

  Path receipt() {
    return directory.resolve("receipt.jsonl");
  }

  Content put(String key, long seed, long sizeBytes) {
    Content content = Content.synthetic(seed, sizeBytes);
    server.put("/bucket/" + key, content);
    return content;
  }

  private static SourceOptions anonymous(String endpoint) {
    return SourceOptions.builder()
        .endpoint(endpoint)
        .region("cn-hangzhou")
        .addressing(SourceOptions.Addressing.PATH)
        .anonymous(true)
        .build();
  }

  /** From 1 MiB on objects are large, and none is tried twice. */
  static JobOptions largeFromOneMebibyte() {
    return JobOptions.builder()
        .largeBytes(JobOptions.LEAST_LARGE_BYTES)
        .download(DownloadOptions.builder().retries(0).build())
        .build();
  }

  JobRequest request(String prefix, JobOptions options) {
    return request(ParsedLocator.parsePrefix("oss://bucket/" + prefix), false, options);
  }

  private JobRequest request(ParsedLocator source, boolean manifest, JobOptions options) {
    return new JobRequest(
        source,
        manifest,
        root(),
        receipt(),
        anonymous(server.origin()),
        SourceSecrets.none(),
        options);
  }

  /** The same, for a coordinator that the test speaks to. */
  JobSpec spec(String prefix) {
    JobRequest request = request(prefix, JobOptions.defaults());
    OpenSources.Place place =
        NodeResources.get(node.system())
            .sources()
            .registerPlace(request.source().locator(), request.sourceOptions(), request.secrets());
    return new JobSpec(
        place.reference(), false, root().toString(), receipt().toString(), request.options());
  }

  /** With the marker in it, as a job makes it that is begun. */
  void makeRoot() throws IOException {
    Files.createDirectory(root());
    Files.createFile(root().resolve(MARKER));
  }

  /** What the node is told of a job that brings all of the bucket. */
  JobWork work(int epoch) {
    return new JobWork(
        "job", 7, Placement.get(node.system()).self(), spec(""), "seed", epoch, MARKER);
  }

  Job start(String prefix, JobOptions options) {
    return Tributary.get(node.system()).startJob(request(prefix, options));
  }

  JobResult run(String prefix, JobOptions options) throws Exception {
    return result(start(prefix, options));
  }

  /** Of a job that is to bring what these lines name. */
  JobResult runManifest(List<String> lines, JobOptions options) throws Exception {
    Path file = Files.write(directory.resolve("manifest"), lines);
    ParsedLocator manifest = new ParsedLocator(new FileLocator(file.toString()), "");
    return result(Tributary.get(node.system()).startJob(request(manifest, true, options)));
  }

  /** The same, by a proxy. */
  JobResult runManifest(List<String> lines, JobOptions options, String proxy) throws Exception {
    Path file = Files.write(directory.resolve("manifest"), lines);
    JobRequest direct =
        request(new ParsedLocator(new FileLocator(file.toString()), ""), true, options);
    JobRequest request =
        new JobRequest(
            direct.source(),
            true,
            direct.root(),
            direct.receiptOrNull(),
            direct.sourceOptions(),
            new SourceSecrets("", List.of(), proxy),
            options);
    return result(Tributary.get(node.system()).startJob(request));
  }

  private static JobResult result(Job job) throws Exception {
    return job.result().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** All files below the root, relative, sorted. */
  List<String> files() throws IOException {
    try (Stream<Path> tree = Files.walk(root())) {
      return tree.filter(Files::isRegularFile)
          .map(file -> root().relativize(file).toString())
          .sorted()
          .toList();
    }
  }

  /** What lies beside the root, with it, sorted. */
  List<String> beside() throws IOException {
    try (Stream<Path> all = Files.list(directory)) {
      return all.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Override
  public void close() throws IOException {
    node.close();
    server.close();
    for (Path tree : List.of(directory, database.getParent())) {
      try (Stream<Path> files = Files.walk(tree)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
