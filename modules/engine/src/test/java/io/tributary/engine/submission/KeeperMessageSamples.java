package io.tributary.engine.submission;

import io.tributary.engine.serialization.TributarySerializable;
import java.util.List;

/** What nodes tell the keeper, which may run on another one. */
public final class KeeperMessageSamples {
  private KeeperMessageSamples() {}

  public static List<TributarySerializable> all() {
    return List.of(new SubmissionKeeper.Poke());
  }
}
