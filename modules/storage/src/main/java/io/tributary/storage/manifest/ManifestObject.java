package io.tributary.storage.manifest;

import akka.Done;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.identity.Identity;
import io.tributary.core.range.ByteRange;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.Probe;
import io.tributary.storage.RangeBody;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A manifest on a server: read in ranges, each of the very object that was looked at first. It is
 * looked at each time, which costs little beside the objects of a page.
 */
final class ManifestObject implements ManifestBytes {
  private final ObjectSource source;
  private final Executor blocking;

  ManifestObject(ObjectSource source, Executor blocking) {
    this.source = source;
    this.blocking = blocking;
  }

  @Override
  public CompletionStage<Chunk> read(long offset, int mostBytes) {
    return source.probe().thenCompose(probe -> read(probe, offset, mostBytes));
  }

  private CompletionStage<Chunk> read(Probe probe, long offset, int mostBytes) {
    Identity identity = probe.identity();
    if (!identity.sizeKnown() || !(probe.ranges() || identity.sizeBytes() <= mostBytes)) {
      return CompletableFuture.failedStage(
          new Failure(
                  FailureKind.PROTOCOL,
                  "read the manifest",
                  source.locator().display(),
                  "its server sends no ranges of it",
                  "fetch it first, and give the file")
              .asException());
    }
    String version = version(identity);
    int length = (int) Math.max(0, Math.min(mostBytes, identity.sizeBytes() - offset));
    if (length == 0) {
      return CompletableFuture.completedStage(new Chunk(ByteBuffer.allocate(0), true, version));
    }
    boolean last = offset + length == identity.sizeBytes();
    return (probe.ranges()
            ? source.open(identity, ByteRange.ofLength(offset, length))
            : source.openWhole(identity))
        .thenApplyAsync(
            body -> new Chunk(read(body, probe.ranges() ? 0 : offset, length), last, version),
            blocking);
  }

  private static String version(Identity identity) {
    return ManifestBytes.version(
        identity.sizeBytes() + " " + identity.etag() + " " + identity.lastModified());
  }

  private static ByteBuffer read(RangeBody body, long skipped, int length) {
    ByteBuffer bytes = ByteBuffer.allocate((int) skipped + length);
    try (body) {
      while (body.read(bytes) > 0) {}
    }
    return bytes.flip().position((int) skipped);
  }

  @Override
  public CompletionStage<Done> close() {
    return source.close();
  }
}
