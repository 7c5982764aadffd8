package io.tributary.server.guard;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** A file that holds secrets, and that only its owner may use. */
final class SecretFile {
  private static final int RANDOM_BYTES = 32;
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private static final Set<PosixFilePermission> OWNERS_DIRECTORY =
      PosixFilePermissions.fromString("rwx------");

  private final Path path;

  SecretFile(Path path) {
    this.path = path;
  }

  /**
   * Its text; blocks.
   *
   * @throws TributaryException USAGE when it is missing, too long, or others may use it
   */
  String text(int mostBytes, String adviceIfMissing) {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
      if (!OWNER.containsAll(permissions)) {
        throw refused("others than its owner may use it", "run: chmod 600 " + path);
      }
      if (Files.size(path) > mostBytes) {
        throw refused("it is longer than " + mostBytes + " bytes", "name another file");
      }
      return Files.readString(path);
    } catch (NoSuchFileException e) {
      throw refused("there is no such file", adviceIfMissing);
    } catch (IOException e) {
      throw refused("it cannot be read: " + e.getMessage(), "check its permissions");
    }
  }

  /**
   * Makes it with a random token, unless it is there; blocks. It appears whole or not at all,
   * whatever happens meanwhile, and takes no other's place.
   */
  void createIfMissing() {
    if (!Files.notExists(path)) {
      return;
    }
    Path directory = path.toAbsolutePath().getParent();
    try {
      Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(OWNERS_DIRECTORY));
      Path whole =
          Files.createTempFile(
              directory,
              path.getFileName() + ".",
              ".new",
              PosixFilePermissions.asFileAttribute(OWNER));
      try {
        write(whole, randomToken() + "\n");
        // Not renamed: that would replace what another node has made meanwhile.
        Files.createLink(path.toAbsolutePath(), whole);
      } finally {
        Files.delete(whole);
      }
      flush(directory);
    } catch (FileAlreadyExistsException otherNode) {
      return;
    } catch (IOException | UnsupportedOperationException e) {
      throw refused(
          "it cannot be made: " + e.getMessage(),
          "check its directory's permissions, or run: (umask 077; openssl rand -hex 32 > "
              + path
              + ")");
    }
  }

  private static String randomToken() {
    byte[] bytes = new byte[RANDOM_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static void write(Path file, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }

  private static void flush(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory)) {
      channel.force(true);
    }
  }

  /** Why it cannot be used; its content is in no failure. */
  TributaryException refused(String reason, String advice) {
    return new Failure(
            FailureKind.USAGE, "use the token file of the API", path.toString(), reason, advice)
        .asException();
  }
}
