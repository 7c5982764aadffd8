package io.tributary.cli.progress;

import io.tributary.core.quantity.ByteSize;
import io.tributary.core.quantity.Rate;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadProgress.Phase;
import java.util.Locale;

/** The words and numbers that all views share. */
final class ProgressText {
  private static final long LONGEST_SHOWN_SECONDS = 100L * 3600;

  private ProgressText() {}

  /** 0 to 1; 0 while the size is unknown. */
  static double fraction(DownloadProgress progress) {
    if (progress.sizeBytes() < 0) {
      return 0;
    }
    return progress.sizeBytes() == 0 ? 1 : (double) progress.bytesDone() / progress.sizeBytes();
  }

  /** Rounded down: 100 % is only said when it is true. */
  static String percent(DownloadProgress progress) {
    return progress.sizeBytes() < 0
        ? "  ?%"
        : String.format(Locale.ROOT, "%3d%%", (int) Math.floor(fraction(progress) * 100));
  }

  static String bytes(DownloadProgress progress) {
    String done = ByteSize.format(progress.bytesDone());
    return progress.sizeBytes() < 0 ? done : done + " of " + ByteSize.format(progress.sizeBytes());
  }

  static String speed(DownloadProgress progress) {
    return Rate.format(progress.bytesPerSecond());
  }

  static String lanes(DownloadProgress progress) {
    return progress.lanes() + (progress.lanes() == 1 ? " lane" : " lanes");
  }

  /** {@code 0:42}, {@code 1:05:00}; {@code -:--} while nothing can be said. */
  static String timeLeft(DownloadProgress progress) {
    double speed = progress.bytesPerSecond();
    long left = progress.sizeBytes() - progress.bytesDone();
    if (progress.sizeBytes() < 0 || speed < 1 || left / speed > LONGEST_SHOWN_SECONDS) {
      return "-:--";
    }
    long seconds = Math.round(left / speed);
    return seconds < 3600
        ? String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  static String phase(Phase phase) {
    return switch (phase) {
      case PROBING -> "looking at the object";
      case CHECKING -> "checking what an earlier run left";
      case FETCHING -> "fetching";
      case VERIFYING -> "verifying";
      case PUBLISHING -> "publishing";
      case DONE -> "done";
    };
  }
}
