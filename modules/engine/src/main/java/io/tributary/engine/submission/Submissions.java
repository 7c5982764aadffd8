package io.tributary.engine.submission;

import akka.actor.typed.ActorSystem;
import io.tributary.engine.api.AllowanceChange;
import io.tributary.engine.history.HistoryPage;
import io.tributary.engine.history.HistoryPlace;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The downloads that a cluster was asked for: accepted once they are in the database, which all
 * nodes share, and worked on in their order whatever becomes of single nodes.
 *
 * <p>Thread-safe; nothing here waits on the calling thread. Every stage fails with a {@link
 * io.tributary.core.failure.TributaryException}: STATE_UNUSABLE when the database cannot be reached
 * (nothing is known of the outcome then: ask again), THROTTLED when too many calls wait for it
 * already.
 */
public interface Submissions {

  /**
   * The submissions of the cluster that {@code system} is a member of. Every node calls this once
   * it has started: with that it takes its part in working on them.
   */
  static Submissions get(ActorSystem<?> system) {
    return ClusterSubmissions.get(system);
  }

  /**
   * Asks for a download. The same object to the same destination attaches to what is under way;
   * another object to a destination that is not free is refused. What has ended begins anew, unless
   * its request id is that of the very request which led to it.
   *
   * @return fails with USAGE when the request cannot work, or holds what only one node may know,
   *     with ACCESS_DENIED when the nodes must not fetch from there
   */
  CompletionStage<Submitted> submit(SubmissionRequest request);

  /** What is known of a submission; empty when there is none of that id. */
  CompletionStage<Optional<Submission>> find(String id);

  CompletionStage<SubmissionPage> list(SubmissionQuery query);

  /**
   * What has changed since a time, by the clocks of the nodes that changed it, the earliest change
   * first. The database looks at every submission for that: not to be asked without a pause.
   *
   * @param limit at most so many
   */
  CompletionStage<List<Submission>> changedSince(Instant since, int limit);

  /** How many there are of each state, as far as there are any; as dear as the above. */
  CompletionStage<Map<SubmissionState, Long>> count();

  /**
   * What became of each request of a download, about a second after it was journaled.
   *
   * @param after the last line that the caller has, {@link HistoryPlace#START} for none
   * @param limit at most so many lines, 1 to {@link HistoryPage#MOST}
   * @return fails with NOT_FOUND when there is none of that id, with USAGE when it is a job, or no
   *     history is kept
   */
  CompletionStage<HistoryPage> history(String id, HistoryPlace after, int limit);

  /**
   * Changes what is wanted of a submission; it takes effect soon after. PAUSE is for what waits or
   * is active, CANCEL for all but what completed or was cancelled, RUN for what is paused or
   * failed. Where that does not fit, nothing changes, and the returned wish is another one.
   *
   * @return the submission after the change; empty when there is none of that id
   */
  CompletionStage<Optional<Submission>> wish(String id, Wish wish);

  /**
   * Changes what a submission may use, and how soon it has its turn, for good; what is active is
   * held to it within about two seconds. What has completed or was cancelled stays as it is: see
   * {@link Submission#mayBeAllowed}.
   *
   * @return the submission after the change; empty when there is none of that id; fails with USAGE
   *     when it changes the requests at a time of a single object
   */
  CompletionStage<Optional<Submission>> allow(String id, AllowanceChange change);
}
