package io.tributary.engine.receipt;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.RunningChecksum;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.path.KeyPath;
import io.tributary.engine.receipt.Finding.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Set;

/** Compares files with lines of a receipt. Reads only; blocks; for one thread. */
final class FileCheck {
  private static final int BUFFER_BYTES = 256 << 10;

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
      return bad(line, "it has %d bytes, not %d".formatted(found.size(), line.sizeBytes()));
    }
    return line.checksums().isEmpty()
        ? new Finding(line, Verdict.SIZE_ONLY, "")
        : compared(line, path);
  }

  private Finding compared(ReceiptLine line, Path path) throws IOException {
    List<RunningChecksum> running =
        line.checksums().stream().map(one -> RunningChecksum.of(one.algorithm())).toList();
    read(path, running);
    for (int index = 0; index < running.size(); index++) {
      Checksum expected = line.checksums().get(index);
      Checksum found = running.get(index).value();
      if (!found.equals(expected)) {
        return bad(line, "its checksum is " + found + ", not " + expected);
      }
    }
    return new Finding(line, Verdict.GOOD, "");
  }

  private void read(Path path, List<RunningChecksum> running) throws IOException {
    try (FileChannel file =
        FileChannel.open(path, Set.of(StandardOpenOption.READ, NOFOLLOW_LINKS))) {
      while (file.read(buffer.clear()) >= 0) {
        buffer.flip();
        running.forEach(one -> one.update(buffer.duplicate()));
      }
    }
  }

  private static Finding bad(ReceiptLine line, String reason) {
    return new Finding(line, Verdict.BAD, reason);
  }
}
