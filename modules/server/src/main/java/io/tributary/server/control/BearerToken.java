package io.tributary.server.control;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** What a caller of the API must know. Only its digest is kept. */
final class BearerToken {
  private static final int LEAST_CHARACTERS = 16;
  private static final int MOST_BYTES = 4096;
  private static final int RANDOM_BYTES = 32;
  private static final String SCHEME = "Bearer ";
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final byte[] digest;

  private BearerToken(String token) {
    this.digest = digest(token);
  }

  /**
   * Reads the token; blocks.
   *
   * @param create whether a missing file is made, with a random token
   * @throws TributaryException USAGE when the file is missing, others may read it, or it holds too
   *     little
   */
  static BearerToken read(Path file, boolean create) {
    try {
      if (create && Files.notExists(file)) {
        create(file);
      }
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      if (!OWNER.containsAll(permissions)) {
        throw refused(file, "others than its owner may use it", "run: chmod 600 " + file);
      }
      if (Files.size(file) > MOST_BYTES) {
        throw refused(file, "it is too long for a token", "write one line into it");
      }
      String token = Files.readString(file).strip();
      if (token.length() < LEAST_CHARACTERS || !token.matches("[\\x21-\\x7e]+")) {
        throw refused(
            file,
            "it does not hold a token of " + LEAST_CHARACTERS + " or more visible characters",
            "run: openssl rand -hex 32 > " + file);
      }
      return new BearerToken(token);
    } catch (NoSuchFileException e) {
      throw refused(
          file,
          "there is no such file",
          "run: (umask 077; openssl rand -hex 32 > " + file + "), or set create-token-file = on");
    } catch (IOException e) {
      throw refused(file, "it cannot be read: " + e.getMessage(), "check its permissions");
    }
  }

  private static void create(Path file) throws IOException {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    Path directory = file.toAbsolutePath().getParent();
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER));
    } catch (FileAlreadyExistsException otherNode) {
      return;
    }
    Files.writeString(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n");
  }

  /** Takes as long for a token that is almost right as for any other. */
  boolean admits(String authorization) {
    String given =
        authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
            ? authorization.substring(SCHEME.length()).strip()
            : "";
    return MessageDigest.isEqual(digest, digest(given));
  }

  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static TributaryException refused(Path file, String reason, String advice) {
    return new Failure(
            FailureKind.USAGE, "use the token file of the API", file.toString(), reason, advice)
        .asException();
  }
}
