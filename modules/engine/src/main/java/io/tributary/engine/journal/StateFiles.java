package io.tributary.engine.journal;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

/** The files of one destination in the state directory, named by a digest of its path. */
record StateFiles(Path directory, String digest) {
  static final String DATABASE_SUFFIX = ".db";

  /** In the name of a database that was set aside, before the time. */
  static final String SET_ASIDE = DATABASE_SUFFIX + ".corrupt-";

  /** What may stand beside a database that was set aside: SQLite's own files, and our note. */
  static final List<String> COMPANIONS = List.of("-wal", "-shm", "-journal", ".holder");

  /** In the name of a manifest of what is to be repaired, and of its temporary file. */
  private static final String REPAIR = ".repair-";

  private static final int DIGEST_BYTES = 16;

  static StateFiles of(Path directory, Path destination) {
    byte[] path = destination.toString().getBytes(StandardCharsets.UTF_8);
    return new StateFiles(
        directory, HexFormat.of().formatHex(sha256().digest(path), 0, DIGEST_BYTES));
  }

  static StateFiles ofDatabase(Path database) {
    String name = database.getFileName().toString();
    return new StateFiles(database.getParent(), name.substring(0, name.indexOf(DATABASE_SUFFIX)));
  }

  /** One that is in use, or one that was set aside. */
  static boolean isDatabase(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(DATABASE_SUFFIX)
        || (name.contains(SET_ASIDE) && COMPANIONS.stream().noneMatch(name::endsWith));
  }

  static Path noteOf(Path setAside) {
    return Path.of(setAside + ".holder");
  }

  Path database() {
    return directory.resolve(digest + DATABASE_SUFFIX);
  }

  Path wal() {
    return directory.resolve(digest + DATABASE_SUFFIX + "-wal");
  }

  Path shm() {
    return directory.resolve(digest + DATABASE_SUFFIX + "-shm");
  }

  Path holder() {
    return directory.resolve(digest + ".holder");
  }

  /** A fresh name for a list of what is to be repaired there. */
  Path newRepairManifest() {
    return directory.resolve(digest + REPAIR + UUID.randomUUID() + ".jsonl");
  }

  /** Whether it is such a list of this destination, complete or not. */
  boolean isRepairManifest(Path file) {
    return file.getFileName().toString().startsWith(digest + REPAIR);
  }

  /** Which byte of the lock file stands for this destination: 62 bits of the digest. */
  long lockPosition() {
    return new BigInteger(digest, 16).longValue() >>> 2;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
