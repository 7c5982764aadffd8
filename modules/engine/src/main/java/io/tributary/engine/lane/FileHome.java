package io.tributary.engine.lane;

import io.tributary.engine.dataport.PartSender;
import java.util.concurrent.CompletionStage;

/** The home of a temporary file, as a lane on another node reaches it. */
interface FileHome {
  /** Lets the lane in; fails with what the home's disk says, or NETWORK. */
  CompletionStage<PartSender> open();

  /** Has what the home's lanes brought flushed and reported. */
  CompletionStage<?> drain();

  /** Tells that the lane is at work and may write. */
  void alive();
}
