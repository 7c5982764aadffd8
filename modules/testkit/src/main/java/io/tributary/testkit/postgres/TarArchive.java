package io.tributary.testkit.postgres;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Unpacks what the archives of PostgreSQL's programs hold: files, directories and symbolic links,
 * as POSIX.1-1988 describes them (ustar). For archives that are trusted.
 */
final class TarArchive {
  private static final int BLOCK_BYTES = 512;
  private static final int OWNER_MAY_EXECUTE = 0100;

  private final byte[] header = new byte[BLOCK_BYTES];
  private final InputStream in;
  private final Path target;

  private TarArchive(InputStream in, Path target) {
    this.in = in;
    this.target = target;
  }

  static void unpack(InputStream archive, Path target) throws IOException {
    TarArchive tar = new TarArchive(archive, target);
    while (tar.next()) {
      tar.entry();
    }
  }

  /** Two blocks of zeros end an archive; one is enough to know. */
  private boolean next() throws IOException {
    return in.readNBytes(header, 0, BLOCK_BYTES) == BLOCK_BYTES && header[0] != 0;
  }

  private void entry() throws IOException {
    String prefix = text(345, 155);
    Path path = target.resolve(prefix.isEmpty() ? text(0, 100) : prefix + "/" + text(0, 100));
    if (!path.normalize().startsWith(target)) {
      throw new IOException("an entry leaves the directory: " + path);
    }
    long size = number(124, 12);
    switch (header[156]) {
      case '5' -> Files.createDirectories(path);
      case '2' -> {
        Files.createDirectories(path.getParent());
        Files.createSymbolicLink(path, Path.of(text(157, 100)));
      }
      case '0', 0 -> file(path, size);
      default -> throw new IOException("an entry of unknown type: " + path);
    }
  }

  private void file(Path path, long size) throws IOException {
    Files.createDirectories(path.getParent());
    try (OutputStream out = Files.newOutputStream(path)) {
      byte[] block = new byte[BLOCK_BYTES];
      for (long left = size; left > 0; left -= BLOCK_BYTES) {
        if (in.readNBytes(block, 0, BLOCK_BYTES) < BLOCK_BYTES) {
          throw new EOFException("the archive is cut");
        }
        out.write(block, 0, (int) Math.min(left, BLOCK_BYTES));
      }
    }
    boolean executable = (number(100, 8) & OWNER_MAY_EXECUTE) != 0;
    Files.setPosixFilePermissions(
        path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
  }

  private String text(int offset, int length) {
    int end = offset;
    while (end < offset + length && header[end] != 0) {
      end++;
    }
    return new String(header, offset, end - offset, StandardCharsets.UTF_8);
  }

  private long number(int offset, int length) {
    String digits = text(offset, length).trim();
    return digits.isEmpty() ? 0 : Long.parseLong(digits, 8);
  }
}
