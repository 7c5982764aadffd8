package io.tributary.engine.lane;

import io.tributary.engine.dataport.PartSender;
import java.util.concurrent.CompletionStage;

/** The home of a temporary file, as a lane on another node reaches it. */
interface RemoteHome {
  /** Lets the lane in; fails with what the home's disk says, or HOME_AWAY. */
  CompletionStage<PartSender> open();

  /** Has what the home's lanes brought flushed and reported. */
  CompletionStage<?> drain();

  /** Tells that the lane is at work and may write. */
  void alive();
}
