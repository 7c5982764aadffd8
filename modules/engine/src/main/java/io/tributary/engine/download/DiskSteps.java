package io.tributary.engine.download;

import io.tributary.core.checksum.Crc;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.storage.Destination;
import io.tributary.storage.TemporaryFile;
import io.tributary.storage.file.FileDestination;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * The steps of a download that touch the disk, each on the file dispatcher, each repeatable. Asked
 * for by one thread.
 */
final class DiskSteps {
  /** What is left of an earlier run. */
  sealed interface Leftover {
    /** The temporary file is there; these journaled ranges of it are not what they should be. */
    record Found(List<ByteRange> bad) implements Leftover {}

    /** There is no usable temporary file. */
    record Gone() implements Leftover {}

    /** The earlier run had renamed it already, and had only not got to say so. */
    record AlreadyPublished() implements Leftover {}
  }

  private final Executor fileDispatcher;
  private CompletionStage<Void> changed = CompletableFuture.completedStage(null);

  DiskSteps(Executor fileDispatcher) {
    this.fileDispatcher = fileDispatcher;
  }

  private static Destination destination(DownloadSpec spec) {
    return FileDestination.of(Path.of(spec.destination()));
  }

  static String newTemporaryName(DownloadSpec spec) {
    return FileDestination.newTemporaryName(Path.of(spec.destination()));
  }

  CompletionStage<Optional<Destination.Existing>> lookAtDestination(DownloadSpec spec) {
    return CompletableFuture.supplyAsync(
        () -> {
          Destination destination = destination(spec);
          return spec.options().ifExists() == DownloadOptions.IfExists.OVERWRITE
              ? Optional.empty()
              : destination.existing();
        },
        fileDispatcher);
  }

  /**
   * Gives the temporary file its latest name; nothing to do when it has that already, or is gone.
   */
  CompletionStage<Void> adopt(DownloadState state) {
    return change(
        () -> {
          Destination destination = destination(state.spec());
          for (String former : state.formerNames()) {
            if (destination.exists(former)) {
              destination.rename(former, state.temporaryName());
            }
          }
        });
  }

  /** Makes the temporary file, or makes it anew. */
  CompletionStage<Void> prepare(DownloadState state) {
    return change(
        () -> {
          Destination destination = destination(state.spec());
          destination.abandon(state.temporaryName());
          destination.create(state.temporaryName(), state.wantedBytes()).close();
        });
  }

  /** One after the other: a file that is being made would outlive its deletion. */
  private CompletionStage<Void> change(Runnable step) {
    changed = changed.<Void>handle((done, failure) -> null).thenRunAsync(step, fileDispatcher);
    return changed;
  }

  /** Looks at what an earlier run left, and trusts none of it (I5). */
  CompletionStage<Leftover> inspect(DownloadState state) {
    return CompletableFuture.supplyAsync(() -> reopen(state), fileDispatcher)
        .thenCompose(file -> file.isPresent() ? recheck(state, file.get()) : published(state));
  }

  private static Optional<TemporaryFile> reopen(DownloadState state) {
    Destination destination = destination(state.spec());
    if (!destination.exists(state.temporaryName())) {
      return Optional.empty();
    }
    try {
      return Optional.of(destination.reopen(state.temporaryName()));
    } catch (TributaryException unusable) {
      if (unusable.getCause() instanceof IOException
          && !(unusable.getCause() instanceof NoSuchFileException)) {
        // The disk's trouble, or this process's: no reason to give up what is there.
        throw unusable;
      }
      // Something else stands there now, a link for example: it is not followed, but replaced.
      return Optional.empty();
    }
  }

  private CompletionStage<Leftover> recheck(DownloadState state, TemporaryFile file) {
    return new DiskCheck(file, state.wantedStart())
        .badRanges(state.ledger().segments(), fileDispatcher)
        .<Leftover>thenApply(
            bad -> {
              if (state.sizeKnown() && file.sizeBytes() != state.wantedBytes()) {
                file.truncate(state.wantedBytes());
              }
              return new Leftover.Found(bad);
            })
        .whenComplete((leftover, failure) -> file.close());
  }

  private CompletionStage<Leftover> published(DownloadState state) {
    return CompletableFuture.supplyAsync(
        () ->
            state.verifiedOrNull() != null && isPublished(state)
                ? new Leftover.AlreadyPublished()
                : new Leftover.Gone(),
        fileDispatcher);
  }

  private static boolean isPublished(DownloadState state) {
    Optional<TemporaryFile> there = destination(state.spec()).openPublished(durable(state));
    if (there.isEmpty()) {
      return false;
    }
    try (TemporaryFile file = there.get()) {
      return file.sizeBytes() == state.verifiedOrNull().sizeBytes()
          && crc64(file) == state.verifiedOrNull().crc64();
    }
  }

  private static long crc64(TemporaryFile file) {
    ByteBuffer buffer = ByteBuffer.allocateDirect(1 << 20);
    long crc64 = 0;
    long position = 0;
    for (int count = file.readAt(buffer, 0); count > 0; count = file.readAt(buffer, position)) {
      crc64 = Crc.CRC64_XZ.update(crc64, buffer.flip());
      position += count;
      buffer.clear();
    }
    return crc64;
  }

  CompletionStage<Verification.Outcome> verify(DownloadState state) {
    return CompletableFuture.supplyAsync(
            () -> destination(state.spec()).reopen(state.temporaryName()), fileDispatcher)
        .thenCompose(
            file ->
                new Verification(state, file, fileDispatcher)
                    .run()
                    .whenComplete((outcome, failure) -> file.close()));
  }

  CompletionStage<Void> publish(DownloadState state) {
    return change(
        () -> {
          Destination destination = destination(state.spec());
          if (state.spec().options().ifExists() == DownloadOptions.IfExists.FAIL) {
            destination
                .existing()
                .ifPresent(
                    file -> {
                      throw exists(state.spec()).asException();
                    });
          }
          destination.publish(state.temporaryName(), durable(state));
        });
  }

  CompletionStage<Void> abandon(DownloadSpec spec, String temporaryName) {
    return change(() -> destination(spec).abandon(temporaryName));
  }

  static Failure exists(DownloadSpec spec) {
    return new Failure(
        FailureKind.LOCAL_DISK,
        "download to",
        spec.destination(),
        "there is a file already",
        "choose another name, or --if-exists overwrite");
  }

  private static boolean durable(DownloadState state) {
    return state.spec().options().durability() == DownloadOptions.Durability.FLUSH;
  }
}
