package io.tributary.engine.job;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.checksum.RunningChecksum;
import io.tributary.core.path.KeyPath;
import io.tributary.engine.api.JobOptions;
import io.tributary.storage.Destination.Existing;
import io.tributary.storage.tree.FileTree;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether a file that is there counts as the object. Blocks; pure but for the disk. */
final class Comparison {
  /** HTTP's own precision: what a server says, and what a listing says, differ below it. */
  private static final ChronoUnit PRECISION = ChronoUnit.SECONDS;

  /** Of an object that was put in one part, without a key of its own: RFC 1321 in hexadecimal. */
  private static final Pattern MD5_ETAG = Pattern.compile("\"?([0-9a-fA-F]{32})\"?");

  private static final int BUFFER_BYTES = 64 << 10;

  private final FileTree tree;
  private final Path root;
  private final JobOptions.Compare rule;

  Comparison(FileTree tree, Path root, JobOptions.Compare rule) {
    this.tree = tree;
    this.root = root;
    this.rule = rule;
  }

  /** The file that is kept; empty when the object is to be fetched. */
  Optional<Existing> kept(Item item, KeyPath path) {
    return rule == JobOptions.Compare.NOTHING
        ? Optional.empty()
        : tree.existing(path).filter(file -> same(item, path, file));
  }

  private boolean same(Item item, KeyPath path, Existing file) {
    if (item.sizeBytes() >= 0 && item.sizeBytes() != file.sizeBytes()) {
      return false;
    }
    return switch (rule) {
      case TIME -> sameTime(item, path, file);
      case SIZE -> item.sizeBytes() >= 0;
      case CHECKSUM -> sameChecksum(item, path);
      case NOTHING -> false;
    };
  }

  private boolean sameTime(Item item, KeyPath path, Existing file) {
    Instant object = item.lastModifiedOrNull();
    if (object == null) {
      return item.checksums().isEmpty() ? item.sizeBytes() >= 0 : sameChecksum(item, path);
    }
    // Some listings show minutes.
    ChronoUnit precision =
        object.equals(object.truncatedTo(ChronoUnit.MINUTES)) ? ChronoUnit.MINUTES : PRECISION;
    return object.truncatedTo(precision).equals(file.lastModified().truncatedTo(precision));
  }

  private boolean sameChecksum(Item item, KeyPath path) {
    return expected(item)
        .filter(wanted -> wanted.equals(digest(path, wanted.algorithm())))
        .isPresent();
  }

  private static Optional<Checksum> expected(Item item) {
    return item.checksums().stream()
        .findFirst()
        .or(
            () ->
                Optional.of(MD5_ETAG.matcher(item.etag()))
                    .filter(java.util.regex.Matcher::matches)
                    .map(etag -> Checksum.of(ChecksumAlgorithm.MD5, etag.group(1))));
  }

  /** Null when it cannot be read: then it is fetched anew. */
  private Checksum digest(KeyPath path, ChecksumAlgorithm algorithm) {
    RunningChecksum running = RunningChecksum.of(algorithm);
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try (SeekableByteChannel file =
        Files.newByteChannel(
            path.under(root), Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
      while (file.read(buffer.clear()) >= 0) {
        running.update(buffer.flip());
      }
      return running.value();
    } catch (IOException unreadable) {
      return null;
    }
  }
}
