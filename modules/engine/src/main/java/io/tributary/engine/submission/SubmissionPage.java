package io.tributary.engine.submission;

import java.util.List;

/**
 * Some submissions, newest first.
 *
 * @param nextBefore what the query for the following page says; 0 when there is none
 */
public record SubmissionPage(List<Submission> submissions, long nextBefore) {
  public SubmissionPage {
    submissions = List.copyOf(submissions);
  }
}
