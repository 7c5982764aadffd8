package io.tributary.engine.download;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.ledger.Segment;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.home.DiskResult;
import io.tributary.engine.home.DiskStep;
import io.tributary.engine.home.HomeDisk;
import io.tributary.storage.Destination;
import io.tributary.storage.file.FileDestination;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The steps of a download that touch the disk, on the node where it is, each repeatable. Asked for
 * by one thread.
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

  private final HomeDisk disk;
  private CompletionStage<Void> changed = CompletableFuture.completedStage(null);
  private HomeSeen home = HomeSeen.NOBODY;

  DiskSteps(HomeDisk disk) {
    this.disk = disk;
  }

  static String newTemporaryName(DownloadSpec spec) {
    return FileDestination.newTemporaryName(Path.of(spec.destination()));
  }

  private CompletionStage<DiskResult> run(DownloadSpec spec, DiskStep step) {
    return disk.run(spec.home(), step);
  }

  CompletionStage<Optional<Destination.Existing>> lookAtDestination(DownloadSpec spec) {
    return run(spec, new DiskStep.Look(spec.destination()))
        .thenApply(
            result ->
                spec.options().ifExists() == DownloadOptions.IfExists.OVERWRITE
                    ? Optional.empty()
                    : Optional.ofNullable(((DiskResult.Existing) result).fileOrNull()));
  }

  /**
   * Gives the temporary file its latest name; nothing to do when it has that already, or is gone.
   */
  CompletionStage<Void> adopt(DownloadState state) {
    DownloadSpec spec = state.spec();
    return change(
        spec, new DiskStep.Adopt(spec.destination(), state.formerNames(), state.temporaryName()));
  }

  /** Makes the temporary file, or makes it anew. */
  CompletionStage<Void> prepare(DownloadState state) {
    DownloadSpec spec = state.spec();
    home = new HomeSeen(disk.process(spec.home()));
    return change(
        spec,
        new DiskStep.Create(
            spec.destination(), state.temporaryName(), state.wantedBytes(), spec.marker()));
  }

  /**
   * Copies ranges of the file that is there to the temporary file. Completes with those that are
   * not what they should be.
   */
  CompletionStage<List<ByteRange>> salvage(DownloadState state, List<Segment> segments) {
    DownloadSpec spec = state.spec();
    return run(
            spec,
            new DiskStep.Salvage(
                spec.destination(), state.temporaryName(), segments, durable(state)))
        .thenApply(result -> ((DiskResult.Bad) result).ranges());
  }

  /** One after the other: a file that is being made would outlive its deletion. */
  private CompletionStage<Void> change(DownloadSpec spec, DiskStep step) {
    changed =
        changed
            .<Void>handle((done, failure) -> null)
            .thenCompose(done -> run(spec, step))
            .thenApply(result -> null);
    return changed;
  }

  /** Looks at what an earlier run left, and trusts none of it (I5). */
  CompletionStage<Leftover> inspect(DownloadState state) {
    DownloadSpec spec = state.spec();
    home = new HomeSeen(disk.process(spec.home()));
    return run(spec, new DiskStep.Measure(spec.destination(), state.temporaryName()))
        .thenCompose(
            result -> {
              long sizeBytes = ((DiskResult.Size) result).sizeBytes();
              return sizeBytes < 0 ? published(state) : recheck(state, sizeBytes);
            });
  }

  private CompletionStage<Leftover> recheck(DownloadState state, long sizeBytes) {
    CompletionStage<Leftover> found =
        onDisk(state)
            .badRanges(state.wantedStart(), state.ledger().segments())
            .thenApply(bad -> new Leftover.Found(bad));
    return state.sizeKnown() && sizeBytes != state.wantedBytes()
        ? found.thenCompose(
            leftover -> onDisk(state).cut(state.wantedBytes()).thenApply(done -> leftover))
        : found;
  }

  private CompletionStage<Leftover> published(DownloadState state) {
    if (state.verifiedOrNull() == null) {
      return CompletableFuture.completedStage(new Leftover.Gone());
    }
    DiskStep compare =
        new DiskStep.Compare(
            state.spec().destination(),
            state.verifiedOrNull().sizeBytes(),
            state.verifiedOrNull().crc64(),
            durable(state));
    return run(state.spec(), compare)
        .thenApply(
            result ->
                ((DiskResult.Same) result).same()
                    ? new Leftover.AlreadyPublished()
                    : new Leftover.Gone());
  }

  /**
   * @param doubtful ranges that are read again whatever else is
   */
  CompletionStage<Verification.Outcome> verify(DownloadState state, List<ByteRange> doubtful) {
    return new Verification(state, doubtful, onDisk(state)).run();
  }

  private Verification.OnDisk onDisk(DownloadState state) {
    DownloadSpec spec = state.spec();
    String destination = spec.destination();
    String name = state.temporaryName();
    HomeSeen seen = home;
    return new Verification.OnDisk() {
      @Override
      public boolean suspect() {
        // On a disk that nodes share, another one may have written, and have lost its power since.
        boolean shared = spec.home().isEmpty() && !state.owner().isEmpty();
        boolean here = disk.isHere(spec.home()) && !shared;
        return seen.suspect(here, durable(state), disk.process(spec.home()));
      }

      @Override
      public CompletionStage<Long> sizeBytes() {
        return run(spec, new DiskStep.Measure(destination, name))
            .thenApply(result -> ((DiskResult.Size) result).sizeBytes());
      }

      @Override
      public CompletionStage<Void> cut(long sizeBytes) {
        return run(spec, new DiskStep.Cut(destination, name, sizeBytes)).thenApply(done -> null);
      }

      @Override
      public CompletionStage<Map<ChecksumAlgorithm, Checksum>> digests(
          long sizeBytes, Set<ChecksumAlgorithm> algorithms) {
        return run(spec, new DiskStep.Digest(destination, name, sizeBytes, algorithms))
            .thenApply(result -> byAlgorithm((DiskResult.Digests) result));
      }

      @Override
      public CompletionStage<List<ByteRange>> badRanges(long origin, List<Segment> written) {
        return disk.badRanges(spec.home(), destination, name, origin, written);
      }
    };
  }

  private static Map<ChecksumAlgorithm, Checksum> byAlgorithm(DiskResult.Digests digests) {
    Map<ChecksumAlgorithm, Checksum> values = new EnumMap<>(ChecksumAlgorithm.class);
    digests.checksums().forEach(value -> values.put(value.algorithm(), value));
    return values;
  }

  CompletionStage<Void> publish(DownloadState state) {
    DownloadSpec spec = state.spec();
    boolean onlyNew = spec.options().ifExists() == DownloadOptions.IfExists.FAIL;
    return change(
        spec,
        new DiskStep.Publish(
            spec.destination(),
            state.temporaryName(),
            durable(state),
            onlyNew,
            spec.options().keepTime() ? Wanted.lastModified(state.identity()).orElse(null) : null));
  }

  /** Deletes temporary files, whichever of these names there are. */
  CompletionStage<Void> abandon(DownloadSpec spec, List<String> temporaryNames) {
    CompletionStage<Void> all = CompletableFuture.completedStage(null);
    for (String name : temporaryNames) {
      CompletionStage<Void> one = change(spec, new DiskStep.Abandon(spec.destination(), name));
      all = all.thenCombine(one, (before, done) -> null);
    }
    return all;
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
