package io.tributary.engine.receipt;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.checksum.RunningChecksum;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.ledger.Ledger;
import io.tributary.core.path.KeyPath;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.receipt.Finding.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares files with lines of a receipt. Reads only; blocks; for one thread. */
final class FileCheck {
  private static final int BUFFER_BYTES = 256 << 10;

  /** Bad ranges in the reason. */
  private static final int MOST_SHOWN = 3;

  private final Path root;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

  FileCheck(Path root) {
    this.root = root;
  }

  Finding check(ReceiptLine line) {
    if (line.state() == ReceiptLine.State.FAILED) {
      return new Finding(line, Verdict.NOT_FETCHED, "");
    }
    try {
      Path path = KeyPath.of(line.path()).under(root);
      return check(
          line, path, Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS));
    } catch (NoSuchFileException absent) {
      return new Finding(line, Verdict.MISSING, "it is missing");
    } catch (IOException e) {
      // Among them that a directory above it is none: then the file is missing, too.
      return bad(line, "it cannot be read: " + e.getMessage());
    } catch (TributaryException noPath) {
      return bad(line, noPath.failure().reason());
    }
  }

  private Finding check(ReceiptLine line, Path path, BasicFileAttributes found) throws IOException {
    if (line.state() == ReceiptLine.State.DIRECTORY) {
      return found.isDirectory()
          ? new Finding(line, Verdict.GOOD, "")
          : bad(line, "it is no directory");
    }
    if (!found.isRegularFile()) {
      return bad(line, "it is no regular file");
    }
    if (found.size() != line.sizeBytes()) {
      RangeSums sums = new RangeSums(line.ranges());
      if (!line.ranges().isEmpty()) {
        read(path, List.of(), sums);
      }
      return bad(line, sums, "it has %d bytes, not %d".formatted(found.size(), line.sizeBytes()));
    }
    return line.checksums().isEmpty() && line.ranges().isEmpty()
        ? new Finding(line, Verdict.SIZE_ONLY, "")
        : compared(line, path);
  }

  private Finding compared(ReceiptLine line, Path path) throws IOException {
    RangeSums sums = new RangeSums(line.ranges());
    boolean covered = covered(line);
    List<RunningChecksum> running =
        line.checksums().stream()
            .map(Checksum::algorithm)
            .filter(algorithm -> !(covered && algorithm == ChecksumAlgorithm.CRC64))
            .map(RunningChecksum::of)
            .toList();
    read(path, running, sums);
    List<Checksum> found = new ArrayList<>(running.stream().map(RunningChecksum::value).toList());
    sums.whole().ifPresent(found::add);
    for (Checksum expected : line.checksums()) {
      Optional<Checksum> other =
          found.stream().filter(one -> one.algorithm() == expected.algorithm()).findFirst();
      if (!other.equals(Optional.of(expected))) {
        String value = other.map(Checksum::toString).orElse("that of a file cut off meanwhile");
        return bad(line, sums, "its checksum is " + value + ", not " + expected);
      }
    }
    boolean whole = !line.checksums().isEmpty();
    return whole || sums.good().size() == line.ranges().size()
        ? new Finding(line, Verdict.GOOD, "")
        : bad(line, sums, "ranges of it are not what they should be");
  }

  /** Whether the ranges are all of the file: then their CRCs combine to that of the whole. */
  private static boolean covered(ReceiptLine line) {
    return Ledger.empty(1).plus(line.ranges()).coveredBytes() == line.sizeBytes();
  }

  private void read(Path path, List<RunningChecksum> running, RangeSums sums) throws IOException {
    try (FileChannel file =
        FileChannel.open(path, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS))) {
      while (file.read(buffer.clear()) >= 0) {
        buffer.flip();
        running.forEach(one -> one.update(buffer.duplicate()));
        sums.update(buffer.duplicate());
      }
    }
  }

  private static Finding bad(ReceiptLine line, RangeSums sums, String reason) {
    Finding finding = new Finding(line, Verdict.BAD, reason, sums.good());
    return finding.badRanges().isEmpty()
        ? finding
        : new Finding(line, Verdict.BAD, reason + "; " + places(finding), sums.good());
  }

  /** For people: the first of the ranges, and how many there are. */
  private static String places(Finding finding) {
    List<ByteRange> bad = finding.badRanges();
    long bytes = bad.stream().mapToLong(ByteRange::lengthBytes).sum();
    String where =
        bad.stream()
            .limit(MOST_SHOWN)
            .map(range -> range.start() + "-" + (range.end() - 1))
            .collect(Collectors.joining(", "));
    String more = bad.size() > MOST_SHOWN ? ", …" : "";
    return "%d of %d bytes: %s%s".formatted(bytes, finding.line().sizeBytes(), where, more);
  }

  private static Finding bad(ReceiptLine line, String reason) {
    return new Finding(line, Verdict.BAD, reason);
  }
}
