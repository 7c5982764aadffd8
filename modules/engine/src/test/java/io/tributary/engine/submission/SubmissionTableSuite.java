package io.tributary.engine.submission;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.Config;
import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.filter.FilterRule;
import io.tributary.core.filter.KeyFilter;
import io.tributary.core.identity.Identity;
import io.tributary.engine.api.AllowanceChange;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.api.DownloadResult.Verification;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.download.DownloadUpdate;
import io.tributary.engine.journal.JournalDatabase;
import io.tributary.engine.submission.SubmissionQueue.Progress;
import io.tributary.engine.submission.SubmissionQueue.Turn;
import io.tributary.storage.SourceOptions;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.scalatestplus.junit.JUnitSuite;

/** The table of submissions in a database of its own, and what tests ask of it. */
abstract class SubmissionTableSuite extends JUnitSuite {
  static final long PATIENCE_SECONDS = 30;
  static final Set<String> HOMES = Set.of("here", "other");

  static final Failure INTERRUPTED =
      new Failure(FailureKind.INTERRUPTED, "finish", "oss://bucket/k", "it was interrupted", "");
  static final Failure NOT_FOUND =
      new Failure(
          FailureKind.NOT_FOUND, "read", "oss://bucket/k", "there is no \"such\" object\n", "");
  static final Failure HOME_AWAY =
      new Failure(FailureKind.HOME_AWAY, "write to the disk of", "other", "it is silent", "");
  static final DownloadResult RESULT =
      new DownloadResult(
          "oss://bucket/k",
          "/data/x",
          new Identity(1L << 40, "\"e\"", "", "", List.of(Checksum.ofCrc64(-1))),
          1L << 40,
          2,
          3,
          4,
          5,
          6,
          0.1,
          new Verification(Checksum.ofCrc64(7), Verification.Scope.WHOLE, true),
          DownloadResult.Outcome.COMPLETED);

  final ActorTestKit kit;
  final SubmissionDatabase database;
  final SubmissionStore store;
  final SubmissionQueue queue;
  final SubmissionChanges changes;
  final WaitingForHomes waiting;

  SubmissionTableSuite(Config config) {
    kit = ActorTestKit.create("submissions", config);
    SubmissionSql sql = SubmissionSql.of(JournalDatabase.get(kit.system()).dialect());
    SubmissionCodec codec = new SubmissionCodec(kit.system());
    database = new SubmissionDatabase(kit.system());
    store = new SubmissionStore(sql, codec, Clock.systemUTC());
    changes = new SubmissionChanges(sql, codec);
    queue = new SubmissionQueue(sql, codec, Clock.systemUTC());
    waiting = new WaitingForHomes(sql, codec, queue, Clock.systemUTC());
  }

  @After
  public void stop() {
    kit.shutdownTestKit();
  }

  static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  Submitted submit(SubmissionRequest request) throws Exception {
    SubmissionDraft draft = SubmissionDraft.of(request);
    return await(database.run(connection -> store.submit(connection, draft)));
  }

  Submission accepted(String destination) throws Exception {
    return ((Submitted.Accepted) submit(request("oss://bucket/k", destination))).submission();
  }

  static SubmissionRequest request(String source, String destination) {
    return SubmissionRequest.of(source, destination);
  }

  static SubmissionRequest job(String source, String root, String exclude) {
    JobOptions o = JobOptions.defaults();
    KeyFilter filter = KeyFilter.of(List.of(FilterRule.excluding(exclude)));
    JobOptions options = o.toBuilder().filter(filter).build();
    return new SubmissionRequest(
        source,
        SourceOptions.defaults(),
        root,
        "",
        o.download(),
        "",
        new SubmissionRequest.Many(false, "/data/receipt", "/data/again", options));
  }

  static SubmissionRequest named(String requestId) {
    SubmissionRequest plain = request("oss://bucket/k", "/data/x");
    return new SubmissionRequest(
        plain.source(),
        plain.sourceOptions(),
        plain.destination(),
        "other",
        plain.options(),
        requestId);
  }

  Submission find(String id) throws Exception {
    return await(database.run(connection -> store.find(connection, id))).orElseThrow();
  }

  Submission wish(Submission submission, Wish wish) throws Exception {
    return await(database.run(connection -> store.wish(connection, submission.id(), wish)))
        .orElseThrow();
  }

  List<SubmissionRow> take(int most) throws Exception {
    return await(
        database.run(
            connection -> queue.take(connection, new KeeperSettings.Room(most, most), HOMES)));
  }

  void end(Submission submission, TurnOutcome end) throws Exception {
    Turn turn = new Turn(submission.id(), submission.sequence());
    await(
        database.run(
            connection -> {
              queue.end(connection, Map.of(turn, end));
              return "";
            }));
  }

  void end(Submission submission, DownloadUpdate end) throws Exception {
    end(submission, ((TurnLink.Word.Over) DownloadLink.word(end)).outcome());
  }

  void progress(Map<Turn, Progress> progress) throws Exception {
    await(
        database.run(
            connection -> {
              queue.progress(connection, progress);
              return "";
            }));
  }

  void progress(Submission submission, Progress progress) throws Exception {
    progress(Map.of(new Turn(submission.id(), submission.sequence()), progress));
  }

  List<Submission> changedSince(Instant since, int limit) throws Exception {
    return await(database.run(connection -> changes.since(connection, since, limit)));
  }

  SubmissionPage list(SubmissionQuery query) throws Exception {
    return await(database.run(connection -> store.list(connection, query)));
  }

  Submission allow(Submission one, AllowanceChange change) throws Exception {
    return await(database.run(connection -> store.allow(connection, one.id(), change)))
        .orElseThrow();
  }

  Submission acceptedJob(String root) throws Exception {
    SubmissionRequest request = job("oss://bucket/in/", root, "*.tmp");
    return ((Submitted.Accepted) submit(request)).submission();
  }
}
