package io.tributary.engine.dataport;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.Set;

/** What all nodes of one cluster know, and nobody else. */
public final class ClusterSecret {
  /** Short ones can be guessed. */
  static final int LEAST_CHARACTERS = 16;

  private static final int MOST_BYTES = 4096;
  private static final String SCHEME = "Bearer ";
  private static final Set<PosixFilePermission> OWNER =
      EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  private final byte[] header;

  private ClusterSecret(String token) {
    header = (SCHEME + token).getBytes(UTF_8);
  }

  /** A secret that is known already: 16 or more visible ASCII characters. */
  public static ClusterSecret of(String token) {
    if (token.length() < LEAST_CHARACTERS || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new IllegalArgumentException(
          "a secret has " + LEAST_CHARACTERS + " or more visible ASCII characters");
    }
    return new ClusterSecret(token);
  }

  /**
   * Reads the file's one line.
   *
   * @throws TributaryException USAGE when it cannot be read, is no secret, or others may read it
   */
  public static ClusterSecret read(Path file) {
    try {
      if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
        throw unusable(file, "others may read it", "chmod 600", null);
      }
      if (Files.size(file) > MOST_BYTES) {
        throw unusable(file, "it is too long", "put one line into it", null);
      }
      return of(Files.readString(file).strip());
    } catch (IOException e) {
      throw unusable(file, "it cannot be read", "the same file belongs on every node", e);
    } catch (IllegalArgumentException e) {
      throw unusable(file, e.getMessage(), "make one: openssl rand -hex 32", e);
    }
  }

  private static TributaryException unusable(
      Path file, String reason, String advice, Exception cause) {
    return new Failure(
            FailureKind.USAGE, "use the cluster's secret in", file.toString(), reason, advice)
        .asException(cause);
  }

  /** Whether this is the value of {@code Authorization}; how long it takes tells nothing. */
  public boolean isIn(String headerValue) {
    return MessageDigest.isEqual(header, headerValue.getBytes(UTF_8));
  }

  /** The value of {@code Authorization}. */
  String headerValue() {
    return new String(header, UTF_8);
  }

  @Override
  public String toString() {
    return "a secret";
  }
}
