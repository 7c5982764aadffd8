package io.tributary.engine.download;

import io.tributary.core.failure.Failure;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.serialization.TributarySerializable;

/** What a watcher of a download hears. {@link Finished} and {@link Ended} are the last of a run. */
public sealed interface DownloadUpdate extends TributarySerializable {

  /**
   * @param attached true when the download was running already
   */
  record Accepted(boolean attached) implements DownloadUpdate {}

  record Progressed(DownloadProgress progress) implements DownloadUpdate {}

  record Finished(DownloadResult result) implements DownloadUpdate {}

  /**
   * @param resumable whether a further request goes on from what is on disk
   */
  record Ended(Failure failure, boolean resumable) implements DownloadUpdate {}
}
