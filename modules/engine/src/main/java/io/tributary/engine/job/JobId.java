package io.tributary.engine.job;

import io.tributary.engine.download.DownloadId;
import java.nio.file.Path;

/**
 * The entity id of a job: one for each directory of each disk, short enough for a persistence id.
 */
public final class JobId {
  private JobId() {}

  /** The directory by its real name; looks at the disk, makes nothing. */
  public static Path root(Path given) {
    return JobRoot.resolve(given);
  }

  /**
   * @param place the directory, as in {@link JobSpec#place}
   * @param dryRun what would be done is asked for beside what is being done
   */
  public static String of(String place, boolean dryRun) {
    return DownloadId.of("", (dryRun ? "dry-run:" : "job:") + place);
  }
}
