package io.tributary.engine.client;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import io.tributary.core.range.RangeSpec;
import io.tributary.engine.api.AllowanceChange;
import io.tributary.engine.api.ReadOptions;
import io.tributary.engine.api.ReadResult;
import io.tributary.engine.history.HistoryLine;
import io.tributary.engine.submission.Submission;
import io.tributary.engine.submission.SubmissionRequest;
import io.tributary.engine.submission.Submitted;
import java.util.concurrent.CompletionStage;

/**
 * A cluster's downloads and jobs, for a program in the cluster ({@link ClusterClient}) or outside
 * it ({@code HttpClient}): the same calls, the same answers.
 *
 * <p>Thread-safe; nothing here waits on the calling thread. Stages and streams fail with a {@link
 * io.tributary.core.failure.TributaryException}; {@link ClientFailure#of} says what to do about it.
 * A call that got no answer is made again; what it asks for is done once. Half a minute after it
 * was made it has been answered or fails.
 */
public interface TributaryClient {

  /**
   * Asks for one object. Once it is accepted it goes on whatever becomes of this program; the same
   * request again attaches to it.
   *
   * @return {@code Refused} when something else goes to that destination; fails with USAGE when the
   *     request cannot work, or is one for many objects
   */
  CompletionStage<Submitted> download(SubmissionRequest request);

  /**
   * Asks for many objects, in the same way.
   *
   * @return fails with USAGE when the request is one for a single object
   */
  CompletionStage<Submitted> job(SubmissionRequest request);

  /**
   * A look at a download or job.
   *
   * @return fails with NOT_FOUND when there is none of that id
   */
  CompletionStage<SubmissionStatus> status(String id);

  /**
   * Looks again and again, at most twice a second and no faster than they are taken, from now to
   * the end: the last one says how it ended. The same look twice is told once, so what waits or is
   * paused is silent. Fails as {@link #status} does. May be run any number of times.
   */
  Source<SubmissionStatus, NotUsed> progress(String id);

  /**
   * What became of each request of a download, from the first: read from the cluster's database as
   * it is taken, to what is there by then. May be run any number of times.
   *
   * @return fails with NOT_FOUND when there is none of that id, with USAGE when it is a job, or the
   *     cluster keeps no history
   */
  Source<HistoryLine, NotUsed> history(String id);

  /**
   * Stops it soon, with what is on disk kept.
   *
   * @return it, as it is now; fails with NOT_FOUND, or USAGE where that does not fit
   */
  CompletionStage<Submission> pause(String id);

  /** Goes on with what is paused or failed; the same in all else. */
  CompletionStage<Submission> resume(String id);

  /** Gives it up, and deletes what is on disk; the same in all else. */
  CompletionStage<Submission> cancel(String id);

  /**
   * Changes its limits and its priority for good, also while it runs: what is active is held to
   * them within about two seconds, on all nodes together. What the change does not name stays as it
   * is, whoever changes that at the same time.
   *
   * @return it, with what it may use now; fails with NOT_FOUND, or with USAGE when it has completed
   *     or is being cancelled, or when the change is one of jobs only, and it is a single object
   */
  CompletionStage<Submission> change(String id, AllowanceChange change);

  /**
   * The bytes of an object in order, straight from its source into this process: the cluster has no
   * part in it. Ranges are fetched side by side, as far ahead as the options say, and no further
   * than what is taken. All bytes are those of one object: when it changes, the stream fails with
   * SOURCE_CHANGED. A checksum that the source publishes, or the options name, is compared at the
   * end, and fails the stream with INTEGRITY: only a completed stream is a good one.
   *
   * @return fails as the stream does, and with INTERRUPTED when that is not read to its end
   * @throws io.tributary.core.failure.TributaryException USAGE when it is no locator
   */
  Source<ByteString, CompletionStage<ReadResult>> read(String locator, ReadOptions options);

  /**
   * The same of a range. What the source publishes is of the whole object and cannot be compared
   * unless the range is all of it; the result has the CRC-64 of these bytes.
   */
  Source<ByteString, CompletionStage<ReadResult>> read(
      String locator, RangeSpec range, ReadOptions options);
}
