package io.tributary.engine.home;

import io.tributary.core.checksum.Crc;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.dataport.OpenParts;
import io.tributary.engine.destination.OpenFiles;
import io.tributary.storage.Destination;
import io.tributary.storage.TemporaryFile;
import io.tributary.storage.file.FileDestination;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Does disk steps on this node's disk, each on the file dispatcher. Thread-safe. */
final class DiskWork {
  private final DestinationRoots roots;
  private final OpenParts parts;
  private final OpenFiles files;
  private final Executor fileDispatcher;

  DiskWork(DestinationRoots roots, OpenParts parts, OpenFiles files, Executor fileDispatcher) {
    this.roots = roots;
    this.parts = parts;
    this.files = files;
    this.fileDispatcher = fileDispatcher;
  }

  /** Those for lanes, {@link DiskStep.Open} and {@link DiskStep.Drain}, are not for here. */
  CompletionStage<DiskResult> run(DiskStep step) {
    if (step instanceof DiskStep.Check check) {
      return CompletableFuture.supplyAsync(() -> open(check), fileDispatcher)
          .thenCompose(file -> check(check, file));
    }
    return CompletableFuture.supplyAsync(() -> result(step), fileDispatcher);
  }

  private Destination destination(DiskStep step) {
    FileDestination destination = FileDestination.of(Path.of(step.destination()));
    roots.require(destination.path());
    return destination;
  }

  private DiskResult result(DiskStep step) {
    Destination destination = destination(step);
    if (step instanceof DiskStep.Look) {
      return new DiskResult.Existing(destination.existing().orElse(null));
    } else if (step instanceof DiskStep.Create create) {
      create(destination, create);
    } else if (step instanceof DiskStep.Adopt adopt) {
      try {
        adopt(destination, adopt);
      } finally {
        // Also when only what follows the rename has failed.
        adopt.formerNames().forEach(former -> retire(destination, former));
      }
    } else if (step instanceof DiskStep.Measure measure) {
      return new DiskResult.Size(measure(destination, measure.temporaryName()));
    } else if (step instanceof DiskStep.Cut cut) {
      try (TemporaryFile file = destination.reopen(cut.temporaryName())) {
        file.truncate(cut.sizeBytes());
      }
    } else if (step instanceof DiskStep.Salvage salvage) {
      return Salvaging.run(destination, salvage);
    } else if (step instanceof DiskStep.Digest digest) {
      return digest(destination, digest);
    } else if (step instanceof DiskStep.Compare compare) {
      return new DiskResult.Same(compare(destination, compare));
    } else if (step instanceof DiskStep.Publish publish) {
      retire(destination, publish.temporaryName());
      try {
        publish(destination, publish);
      } finally {
        retire(destination, publish.temporaryName());
      }
    } else if (step instanceof DiskStep.Abandon abandon) {
      destination.abandon(abandon.temporaryName());
      retire(destination, abandon.temporaryName());
    } else {
      throw new IllegalArgumentException("not a step of the disk alone: " + step);
    }
    return new DiskResult.Done();
  }

  /**
   * Nobody writes any more to what had this name. Whoever opens it afterwards finds that there is
   * no such file: so this follows a rename or a deletion.
   */
  private void retire(Destination destination, String temporaryName) {
    files.forget(destination.path(), temporaryName);
    parts.close(temporaryName);
  }

  /**
   * A name is chosen anew for each file: what has it already was made by the same step, asked for
   * twice, and may have bytes in it by now.
   */
  static void create(Destination destination, DiskStep.Create create) {
    if (!create.marker().isEmpty()) {
      RootMarker.require(Path.of(create.marker()));
    }
    if (!destination.exists(create.temporaryName())) {
      try {
        destination.create(create.temporaryName(), create.sizeBytes()).close();
        return;
      } catch (TributaryException e) {
        if (!(e.getCause() instanceof FileAlreadyExistsException)) {
          throw e;
        }
      }
    }
    try (TemporaryFile file = destination.reopen(create.temporaryName())) {
      if (create.sizeBytes() > 0) {
        file.truncate(create.sizeBytes());
      }
    }
  }

  /**
   * Twice over the names: an earlier adoption, asked for by somebody who has lost the download, may
   * still be giving the file one of them.
   */
  static void adopt(Destination destination, DiskStep.Adopt adopt) {
    for (int look = 0; look < 2; look++) {
      for (String former : adopt.formerNames()) {
        if (destination.exists(former)) {
          rename(destination, former, adopt.temporaryName());
        }
      }
    }
  }

  private static void rename(Destination destination, String former, String name) {
    try {
      destination.rename(former, name);
    } catch (TributaryException e) {
      if (!(e.getCause() instanceof NoSuchFileException)) {
        throw e;
      }
      // Renamed by somebody else since we looked: to another of the names.
    }
  }

  private static long measure(Destination destination, String temporaryName) {
    if (!destination.exists(temporaryName)) {
      return -1;
    }
    try (TemporaryFile file = destination.reopen(temporaryName)) {
      return file.sizeBytes();
    } catch (TributaryException unusable) {
      if (unusable.getCause() instanceof IOException
          && !(unusable.getCause() instanceof NoSuchFileException)) {
        // The disk's trouble, or this process's: no reason to give up what is there.
        throw unusable;
      }
      // Something else stands there now, a link for example: it is not followed, but replaced.
      return -1;
    }
  }

  private TemporaryFile open(DiskStep.Check check) {
    return destination(check).reopen(check.temporaryName());
  }

  private CompletionStage<DiskResult> check(DiskStep.Check check, TemporaryFile file) {
    return new DiskCheck(file, check.origin())
        .badRanges(check.segments(), fileDispatcher)
        .<DiskResult>thenApply((List<ByteRange> bad) -> new DiskResult.Bad(bad))
        .whenComplete((bad, failure) -> file.close());
  }

  private static DiskResult digest(Destination destination, DiskStep.Digest digest) {
    try (TemporaryFile file = destination.reopen(digest.temporaryName())) {
      return new DiskResult.Digests(
          List.copyOf(FileDigests.read(file, digest.sizeBytes(), digest.algorithms()).values()));
    }
  }

  private static boolean compare(Destination destination, DiskStep.Compare compare) {
    Optional<TemporaryFile> there = destination.openPublished(compare.durable());
    if (there.isEmpty()) {
      return false;
    }
    try (TemporaryFile file = there.get()) {
      return file.sizeBytes() == compare.sizeBytes() && crc64(file) == compare.crc64();
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

  private static void publish(Destination destination, DiskStep.Publish publish) {
    if (publish.onlyNew() && destination.existing().isPresent()) {
      throw exists(publish.destination()).asException();
    }
    destination.publish(publish.temporaryName(), publish.durable(), publish.modifiedOrNull());
  }

  static Failure exists(String destination) {
    return new Failure(
        FailureKind.LOCAL_DISK,
        "download to",
        destination,
        "there is a file already",
        "choose another name, or --if-exists overwrite");
  }
}
