package io.tributary.core.path;

import io.tributary.core.display.DisplayText;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The relative path that an object's key means, as components. Keys are hostile input: one that
 * would leave the directory, on any system, is refused and never repaired. Where a component may be
 * a symbolic link on disk is for the destination to check.
 *
 * @param components one or more names, none of them empty, {@code .} or {@code ..}
 */
public record KeyPath(List<String> components) {
  /** What decoding makes of bytes that are no UTF-8: many keys would have the same name. */
  public static final char NOT_UTF_8 = '\ufffd';

  static final Pattern DRIVE = Pattern.compile("[A-Za-z]:");

  public KeyPath {
    components = List.copyOf(components);
    if (components.isEmpty()) {
      throw new IllegalArgumentException("a path without components");
    }
  }

  /**
   * The path of a decoded key, by the rules of this system.
   *
   * @throws TributaryException of kind USAGE when the key is empty, absolute, names a drive, holds
   *     a backslash, a control character, an unpaired surrogate, an empty component (as in {@code
   *     a//b} or {@code a/}), {@code .}, {@code ..} or a component longer than 255 bytes
   */
  public static KeyPath of(String key) {
    return of(key, NameRules.ofThisSystem());
  }

  static KeyPath of(String key, NameRules rules) {
    List<String> components = Arrays.asList(key.split("/", -1));
    if (key.isEmpty()) {
      throw refused(key, "it is empty");
    }
    if (key.startsWith("/")) {
      throw refused(key, "it is an absolute path");
    }
    if (DRIVE.matcher(components.get(0)).matches()) {
      throw refused(key, "it begins with a drive letter");
    }
    return new KeyPath(components.stream().map(c -> checked(c, key, rules)).toList());
  }

  /**
   * A file name for DEST being a directory, from what {@code Locator.fileName()} says.
   *
   * @throws TributaryException of kind USAGE when that is no safe name of a file; the user then has
   *     to name the file
   */
  public static String safeFileName(String fileName) {
    return safeFileName(fileName, NameRules.ofThisSystem());
  }

  static String safeFileName(String fileName, NameRules rules) {
    String name = DRIVE.matcher(fileName).matches() ? "" : fileName;
    String wrong = name.indexOf('/') >= 0 ? "it holds a slash" : whatIsWrong(name, rules);
    if (wrong.isEmpty()) {
      return rules.map(name);
    }
    throw new Failure(
            FailureKind.USAGE,
            "take a file name from",
            "'" + DisplayText.escape(fileName) + "'",
            wrong,
            "give the name of the file as DEST")
        .asException();
  }

  /** {@link DisplayText#escape}: the key as terminals and logs may show it. */
  public static String displayText(String key) {
    return DisplayText.escape(key);
  }

  /**
   * This path below a directory; always below it.
   *
   * @throws TributaryException of kind USAGE when this system cannot write the name
   */
  public Path under(Path root) {
    Path path = root;
    try {
      for (String component : components) {
        path = path.resolve(component);
      }
    } catch (InvalidPathException e) {
      throw refused(this.toString(), "this system's file names cannot express it");
    }
    if (!path.startsWith(root) || path.getNameCount() != root.getNameCount() + components.size()) {
      throw refused(this.toString(), "it leaves the directory");
    }
    return path;
  }

  private static String checked(String component, String key, NameRules rules) {
    String wrong = whatIsWrong(component, rules);
    if (!wrong.isEmpty()) {
      throw refused(key, wrong);
    }
    return rules.map(component);
  }

  /** Why this cannot be one component; empty when it can. */
  private static String whatIsWrong(String component, NameRules rules) {
    if (component.isEmpty()) {
      return "a name in it is empty";
    }
    if (component.equals(".") || component.equals("..")) {
      return "it holds '" + component + "'";
    }
    if (component.indexOf('\\') >= 0) {
      return "it holds a backslash";
    }
    if (component.codePoints().anyMatch(KeyPath::unwritable)) {
      return "it holds a control character or broken Unicode";
    }
    return NameRules.tooLong(rules.map(component))
        ? "a name in it is longer than " + NameRules.MOST_NAME_BYTES + " bytes"
        : "";
  }

  static boolean unwritable(int codePoint) {
    int type = Character.getType(codePoint);
    return type == Character.CONTROL || type == Character.SURROGATE || codePoint == NOT_UTF_8;
  }

  private static TributaryException refused(String key, String why) {
    return new Failure(
            FailureKind.USAGE,
            "make a path from the key",
            "'" + DisplayText.escape(key) + "'",
            why,
            "download this object alone, naming the file as DEST")
        .asException();
  }

  /** With slashes between. */
  @Override
  public String toString() {
    return String.join("/", components);
  }
}
