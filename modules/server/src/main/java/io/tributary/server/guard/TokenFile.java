package io.tributary.server.guard;

import io.tributary.core.failure.TributaryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The two kinds of files that tokens are read from. */
final class TokenFile {
  static final int MOST_TOKENS = 256;
  private static final int LEAST_CHARACTERS = 16;
  private static final int MOST_BYTES_OF_ONE = 4096;
  private static final int MOST_BYTES = 64 << 10;
  private static final String SINGLE = "token";
  private static final Pattern TOKEN = Pattern.compile("[\\x21-\\x7e]{16,1024}");
  private static final Pattern LINE =
      Pattern.compile("([A-Za-z0-9][A-Za-z0-9._@-]{0,63})\\s+(read|write)\\s+(\\S+)");
  private static final String FORM = "write one token a line: NAME read TOKEN, or NAME write TOKEN";

  private TokenFile() {}

  /** That of a file which is nothing but a token. */
  static Tokens.Known single(Path path, boolean create) {
    SecretFile file = new SecretFile(path);
    if (create) {
      file.createIfMissing();
    }
    String token =
        file.text(
                MOST_BYTES_OF_ONE,
                "run: (umask 077; openssl rand -hex 32 > "
                    + path
                    + "), or set create-token-file = on")
            .strip();
    if (!TOKEN.matcher(token).matches()) {
      throw file.refused(
          "it does not hold a token of " + LEAST_CHARACTERS + " or more visible characters",
          "run: openssl rand -hex 32 > " + path);
    }
    return Tokens.Known.of(SINGLE, Role.WRITE, token);
  }

  /** Those of a file with a name, a role and a token in each line. */
  static List<Tokens.Known> named(Path path) {
    SecretFile file = new SecretFile(path);
    List<String> lines = file.text(MOST_BYTES, FORM).lines().toList();
    List<Tokens.Known> tokens = new ArrayList<>();
    Set<String> names = new HashSet<>(Set.of(SINGLE));
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty() && !line.startsWith("#")) {
        tokens.add(parse(file, i + 1, line, names));
      }
    }
    if (tokens.isEmpty() || tokens.size() > MOST_TOKENS) {
      throw file.refused("it holds " + tokens.size() + " tokens, not 1 to " + MOST_TOKENS, FORM);
    }
    return tokens;
  }

  private static Tokens.Known parse(SecretFile file, int number, String line, Set<String> names) {
    Matcher parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw refused(file, number, "is not a name, read or write, and a token", FORM);
    }
    if (!TOKEN.matcher(parts.group(3)).matches()) {
      throw refused(
          file,
          number,
          "has a token of fewer than " + LEAST_CHARACTERS + " visible characters, or of too many",
          "make one with: openssl rand -hex 32");
    }
    if (!names.add(parts.group(1))) {
      throw refused(file, number, "has the name of another token", "give each its own");
    }
    Role role = parts.group(2).equals("read") ? Role.READ : Role.WRITE;
    return Tokens.Known.of(parts.group(1), role, parts.group(3));
  }

  private static TributaryException refused(
      SecretFile file, int number, String reason, String advice) {
    return file.refused("line " + number + " " + reason, advice);
  }
}
