package io.tributary.cli;

import io.tributary.core.failure.TributaryException;
import io.tributary.engine.Job;
import io.tributary.engine.Tributary;
import io.tributary.engine.api.JobProgress;
import io.tributary.engine.api.JobRequest;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.journal.SqliteJournal;
import io.tributary.engine.journal.StateClaim;
import io.tributary.engine.journal.StateDirectory;
import io.tributary.engine.journal.StateEntry;
import io.tributary.engine.node.LocalNode;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;

/** A job on a node of its own, with its state in a directory of this machine. */
final class LocalJob extends LocalRun<JobResult, JobProgress> {
  /** Several large objects are fetched at a time, each by lanes of its own. */
  private static final int USUAL_LANES = 64;

  private LocalJob(StateClaim claim, LocalNode node, Job job) {
    super(
        claim,
        node,
        new Work<>("the job", job.result(), job.progress(), job::interrupt, job::resumable));
  }

  /**
   * Begins to start a node, and the job on it, which may be interrupted from now on; blocks for
   * about a second.
   *
   * @param request whose root is a real path
   * @throws TributaryException DESTINATION_BUSY when another process has the directory,
   *     STATE_UNUSABLE, or what is wrong with the request
   */
  static LocalJob start(JobRequest request, Path stateDirectory) {
    StateClaim claim = StateDirectory.open(stateDirectory).claim(request.root());
    try {
      claim.discardRepairs(request.source().locator().fileName());
      SqliteJournal journal = claim.openJournal(request.source().locator().display());
      int lanes = Math.max(USUAL_LANES, request.options().download().lanes());
      LocalNode node = LocalNode.begin(journal, LocalDownload.config(lanes));
      return new LocalJob(claim, node, Tributary.get(node.system()).startJob(request));
    } catch (RuntimeException e) {
      claim.close();
      throw e;
    }
  }

  /**
   * Has what an unfinished job left on the disk deleted, but for files that are complete; blocks
   * for some seconds.
   *
   * @param claim of its directory, which stays open
   * @throws CompletionException around a TributaryException LOCAL_DISK when some of it stays
   */
  static void forget(StateClaim claim, StateEntry entry) {
    SqliteJournal journal = claim.openJournal(entry.source());
    try (LocalNode node = LocalNode.start(journal, LocalDownload.config(USUAL_LANES))) {
      var unused =
          Tributary.get(node.system())
              .forgetJob(Path.of(entry.destination()))
              .toCompletableFuture()
              .join();
    }
  }
}
