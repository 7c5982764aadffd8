package io.tributary.storage.manifest;

import akka.Done;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** A manifest on this machine. */
final class ManifestFile implements ManifestBytes {
  private final Path file;
  private final Executor blocking;

  ManifestFile(Path file, Executor blocking) {
    this.file = file;
    this.blocking = blocking;
  }

  @Override
  public CompletionStage<Chunk> read(long offset, int mostBytes) {
    return CompletableFuture.supplyAsync(() -> readNow(offset, mostBytes), blocking);
  }

  private Chunk readNow(long offset, int mostBytes) {
    try (FileChannel channel = FileChannel.open(file)) {
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      if (!attributes.isRegularFile()) {
        // A pipe gives its bytes once, and a listing may have to be read again.
        throw failure(FailureKind.USAGE, "it is no regular file", "save it in one", null);
      }
      ByteBuffer bytes = ByteBuffer.allocate(mostBytes);
      while (bytes.hasRemaining() && channel.read(bytes, offset + bytes.position()) >= 0) {}
      boolean last = offset + bytes.position() >= attributes.size();
      return new Chunk(bytes.flip(), last, version(attributes));
    } catch (NoSuchFileException e) {
      throw failure(FailureKind.NOT_FOUND, "it does not exist", "check its name", e);
    } catch (IOException e) {
      throw failure(FailureKind.LOCAL_DISK, "it cannot be read", "check that you may", e);
    }
  }

  private static String version(BasicFileAttributes attributes) {
    return ManifestBytes.version(attributes.size() + " " + attributes.lastModifiedTime());
  }

  private TributaryException failure(
      FailureKind kind, String reason, String advice, IOException cause) {
    return new Failure(kind, "read the manifest", file.toString(), reason, advice)
        .asException(cause);
  }

  @Override
  public CompletionStage<Done> close() {
    return CompletableFuture.completedStage(Done.getInstance());
  }
}
