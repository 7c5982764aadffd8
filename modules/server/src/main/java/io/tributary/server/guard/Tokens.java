package io.tributary.server.guard;

import io.tributary.core.failure.TributaryException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Who may use the API: by what a caller must know. Only digests are kept. Thread-safe. */
public final class Tokens {
  private static final String SCHEME = "Bearer ";
  private static final Caller ANYBODY = new Caller("anybody", Role.WRITE);

  /** A token whose text is forgotten. */
  record Known(Caller caller, String digest) {
    static Known of(String name, Role role, String token) {
      return new Known(new Caller(name, role), Tokens.digest(token));
    }
  }

  private final List<Known> known;
  private final boolean open;

  private Tokens(List<Known> known, boolean open) {
    this.known = known;
    this.open = open;
  }

  /** Nobody is asked for a token. */
  public static Tokens open() {
    return new Tokens(List.of(), true);
  }

  /**
   * Reads the files; blocks.
   *
   * @param single of the one token that may do everything
   * @param create whether a missing {@code single} is made, with a random token
   * @param named of tokens with names and roles
   * @throws TributaryException USAGE when a file is missing, others may read it, or it holds
   *     something else
   */
  public static Tokens read(Optional<Path> single, boolean create, Optional<Path> named) {
    Stream<Known> one = single.stream().map(file -> TokenFile.single(file, create));
    Stream<Known> more = named.stream().flatMap(file -> TokenFile.named(file).stream());
    List<Known> all = Stream.concat(one, more).toList();
    Set<String> seen = new HashSet<>();
    for (Known token : all) {
      if (!seen.add(token.digest())) {
        throw new SecretFile(named.orElseThrow())
            .refused(
                "the token '" + token.caller().name() + "' is another one's, too",
                "give each its own");
      }
    }
    return new Tokens(all, false);
  }

  /** Whether nobody is asked for one. */
  public boolean isOpen() {
    return open;
  }

  /**
   * Whose token it is. Takes as long for a token that is almost right as for any other, whichever
   * it resembles.
   *
   * @param authorization the header of that name; empty for none
   */
  public Optional<Caller> caller(String authorization) {
    if (open) {
      return Optional.of(ANYBODY);
    }
    boolean bearer = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
    byte[] given = bytes(digest(bearer ? authorization.substring(SCHEME.length()).strip() : ""));
    Caller found = null;
    for (Known token : known) {
      if (MessageDigest.isEqual(bytes(token.digest()), given)) {
        found = token.caller();
      }
    }
    return Optional.ofNullable(found);
  }

  private static String digest(String text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(text)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
