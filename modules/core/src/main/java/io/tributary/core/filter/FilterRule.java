package io.tributary.core.filter;

import static java.util.Objects.requireNonNull;

/**
 * Takes in or leaves out the paths that a pattern matches. Patterns are written as for rsync:
 *
 * <ul>
 *   <li>{@code *} stands for any characters but a slash, {@code **} for any, {@code ?} for one that
 *       is no slash, {@code [a-z]}, {@code [!a-z]} and {@code [[:digit:]]} for one of a class;
 *       {@code \} takes from the next character its meaning; case counts;
 *   <li>with a slash before it, a pattern matches from the first name on, else the last names of a
 *       path: {@code *.gz} and {@code a/*.gz} match {@code b/a/c.gz}, {@code /*.gz} does not;
 *   <li>with a slash behind it, it matches all that is below directories of that name.
 * </ul>
 *
 * <p>Unlike rsync, which walks a tree and never looks into a directory that is left out, rules see
 * whole paths only: {@code a} without a slash is the object {@code a} and nothing below it.
 *
 * @param pattern 1 to {@link #MOST_CHARACTERS} characters
 */
public record FilterRule(Action action, String pattern) {
  public static final int MOST_CHARACTERS = 1024;

  /** What a match means. */
  public enum Action {
    INCLUDE,
    EXCLUDE
  }

  /**
   * @throws IllegalArgumentException that says what is wrong with the pattern
   */
  public FilterRule {
    requireNonNull(action, "action");
    requireNonNull(pattern, "pattern");
    if (pattern.isEmpty() || pattern.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException(
          "a pattern has 1 to " + MOST_CHARACTERS + " characters, not " + pattern.length());
    }
    Glob.check(pattern);
  }

  /**
   * @throws IllegalArgumentException that says what is wrong with the pattern
   */
  public static FilterRule including(String pattern) {
    return new FilterRule(Action.INCLUDE, pattern);
  }

  /**
   * @throws IllegalArgumentException that says what is wrong with the pattern
   */
  public static FilterRule excluding(String pattern) {
    return new FilterRule(Action.EXCLUDE, pattern);
  }

  boolean matches(String path) {
    boolean anchored = pattern.startsWith("/");
    String names = anchored ? pattern.substring(1) : withoutLeadingStars();
    if (names.endsWith("/***")) {
      names = names.substring(0, names.length() - 3);
    }
    return names.endsWith("/")
        ? matchesAbove(names.substring(0, names.length() - 1), path, anchored)
        : matches(
            names, path.endsWith("/") ? path.substring(0, path.length() - 1) : path, anchored);
  }

  /** Any last names of a path are matched anyway. */
  private String withoutLeadingStars() {
    return pattern.startsWith("**/") && pattern.length() > 3 ? pattern.substring(3) : pattern;
  }

  private static boolean matchesAbove(String names, String path, boolean anchored) {
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      if (matches(names, path.substring(0, slash), anchored)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(String names, String path, boolean anchored) {
    if (Glob.matches(names, path, 0)) {
      return true;
    }
    for (int slash = path.indexOf('/'); !anchored && slash >= 0; ) {
      if (Glob.matches(names, path, slash + 1)) {
        return true;
      }
      slash = path.indexOf('/', slash + 1);
    }
    return false;
  }

  /** As in a filter file of rsync. */
  @Override
  public String toString() {
    return (action == Action.INCLUDE ? "+ " : "- ") + pattern;
  }
}
