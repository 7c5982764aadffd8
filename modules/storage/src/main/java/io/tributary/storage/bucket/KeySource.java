package io.tributary.storage.bucket;

import java.util.concurrent.CompletionStage;

/** Where signing keys come from. Never blocks; used by many threads at once. */
public interface KeySource {

  /** Keys to sign with now; fails with a TributaryException. */
  CompletionStage<AccessKeys> current();

  /**
   * The service refused keys as unknown or expired. True when {@link #current} may give others from
   * now on.
   */
  boolean refused();
}
