package io.tributary.engine.home;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The directories below which this node writes, whoever asks. */
public final class DestinationRoots {
  private final List<Path> roots;

  /**
   * @param roots absolute; "/" for everything
   */
  DestinationRoots(List<Path> roots) {
    this.roots = List.copyOf(roots);
  }

  /**
   * Blocks, on the file dispatcher.
   *
   * @param path with its parent's links resolved, as {@code Destination.path} is
   * @throws TributaryException USAGE when it lies outside
   */
  public void require(Path path) {
    if (roots.stream().noneMatch(root -> isBelow(root, path))) {
      throw new Failure(
              FailureKind.USAGE,
              "download to",
              path.toString(),
              "it is outside the directories that this node may write to",
              "choose one below " + roots + ", or extend tributary.node.destination-roots")
          .asException();
    }
  }

  private static boolean isBelow(Path root, Path path) {
    if (root.getNameCount() == 0) {
      return true;
    }
    try {
      return path.startsWith(root.toRealPath());
    } catch (IOException absent) {
      return false;
    }
  }
}
