package io.tributary.engine.home;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A file in the directory of a job, with a name that nobody guesses: where it is not, there is
 * another disk, for example since a shared one is not mounted. Blocks.
 */
public final class RootMarker {
  private static final String ABSENT =
      "this node does not see the directory that the job was begun in";

  private RootMarker() {}

  /**
   * @param marker in the directory
   * @throws TributaryException LOCAL_DISK when it is not there
   */
  public static void require(Path marker) {
    if (!Files.isRegularFile(marker, LinkOption.NOFOLLOW_LINKS)) {
      throw new Failure(
              FailureKind.LOCAL_DISK,
              "write to",
              String.valueOf(marker.getParent()),
              ABSENT,
              "give it the same file system as the other nodes")
          .asException();
    }
  }

  /** Whether it is this that has failed. */
  public static boolean isAbsence(Failure failure) {
    return failure.reason().equals(ABSENT);
  }
}
