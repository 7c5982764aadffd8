package io.tributary.engine.job;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.home.RootMarker;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The directory of a job, and the file in it by which other nodes know that they see the same one.
 * In a dry run nothing is made.
 */
final class JobRoot {
  private final Path root;
  private final Path marker;
  private final boolean dryRun;
  private final boolean mustBeThere;
  private final StandstillWatch watch;
  private final Executor disk;

  /**
   * @param shared whether another node may have begun the job: then what it began in must be here
   */
  JobRoot(JobState state, boolean shared, StandstillWatch watch, Executor disk) {
    // When all is done it may have been removed already.
    this.mustBeThere = shared && state.batches() > 0 && !state.allDone();
    this.root = Path.of(state.spec().root());
    this.marker = root.resolve(state.names().marker());
    this.dryRun = state.spec().options().dryRun();
    this.watch = watch;
    this.disk = disk;
  }

  /**
   * The directory by its real name; nothing is made.
   *
   * @throws io.tributary.core.failure.TributaryException LOCAL_DISK when the directory above it is
   *     not there
   */
  static Path resolve(Path given) {
    Path absolute = given.toAbsolutePath().normalize();
    try {
      if (Files.exists(absolute)) {
        return absolute.toRealPath();
      }
      Path parent = absolute.getParent();
      return parent.toRealPath().resolve(absolute.getFileName());
    } catch (IOException e) {
      throw failure(absolute, "the directory above it cannot be used (" + reason(e) + ")", e);
    }
  }

  /** Fails with LOCAL_DISK when there can be no such directory. */
  CompletionStage<Void> prepare() {
    return dryRun
        ? CompletableFuture.completedStage(null)
        : CompletableFuture.runAsync(this::make, disk);
  }

  private void make() {
    if (mustBeThere) {
      RootMarker.require(marker);
    }
    try {
      if (!Files.isDirectory(root)) {
        Files.createDirectory(root);
      }
      Files.createFile(marker);
    } catch (FileAlreadyExistsException earlierRun) {
      if (!Files.isDirectory(root)) {
        throw failure(root, "it is not a directory", earlierRun);
      }
    } catch (IOException e) {
      throw failure(root, reason(e), e);
    }
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName();
  }

  private static RuntimeException failure(Path root, String reason, IOException cause) {
    return new Failure(
            FailureKind.LOCAL_DISK,
            "use the directory",
            root.toString(),
            reason,
            "choose another directory, or make the one above it")
        .asException(cause);
  }

  /** Deletes what runs before have left; completes with whether all of it is gone. */
  CompletionStage<Boolean> sweep(List<Leftover> leftovers) {
    return leftovers.isEmpty()
        ? CompletableFuture.completedStage(true)
        : CompletableFuture.supplyAsync(() -> Sweep.of(root, leftovers), disk);
  }

  CompletionStage<Void> clear() {
    return dryRun
        ? CompletableFuture.completedStage(null)
        : CompletableFuture.runAsync(this::removeMarker, disk);
  }

  private void removeMarker() {
    watch.require(System.nanoTime());
    try {
      Files.deleteIfExists(marker);
    } catch (IOException e) {
      throw failure(root, "its marker cannot be deleted: " + e.getClass().getSimpleName(), e);
    }
  }
}
