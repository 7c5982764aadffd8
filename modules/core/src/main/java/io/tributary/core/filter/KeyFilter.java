package io.tributary.core.filter;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Which objects of a listing are wanted: of the rules the first that matches decides, and what none
 * matches is wanted. Plain data; what is not known of an object speaks for it, so that a listing
 * that says little leaves nothing out.
 *
 * @param rules at most {@link #MOST_RULES}
 * @param minSizeBytes least size that is wanted, 0 or more
 * @param maxSizeBytes greatest size that is wanted
 * @param modifiedFromOrNull objects modified before are not wanted
 * @param modifiedBeforeOrNull objects modified then or later are not wanted
 * @param modifiedFromAge how long ago the first of these is, as it was asked for; empty when it was
 *     a time
 * @param modifiedBeforeAge the same for the second
 */
public record KeyFilter(
    List<FilterRule> rules,
    long minSizeBytes,
    long maxSizeBytes,
    Instant modifiedFromOrNull,
    Instant modifiedBeforeOrNull,
    String modifiedFromAge,
    String modifiedBeforeAge) {
  public static final int MOST_RULES = 1000;

  private static final KeyFilter ALL = new KeyFilter(List.of(), 0, Long.MAX_VALUE, null, null);

  /**
   * @throws IllegalArgumentException when nothing at all would be wanted
   */
  public KeyFilter {
    rules = List.copyOf(rules);
    // Journals of earlier versions do not name them.
    modifiedFromAge = modifiedFromAge == null ? "" : modifiedFromAge;
    modifiedBeforeAge = modifiedBeforeAge == null ? "" : modifiedBeforeAge;
    if (rules.size() > MOST_RULES) {
      throw new IllegalArgumentException("a filter has at most " + MOST_RULES + " rules");
    }
    if (minSizeBytes < 0 || maxSizeBytes < minSizeBytes) {
      throw new IllegalArgumentException(
          "no object has a size of " + minSizeBytes + " to " + maxSizeBytes + " bytes");
    }
    if (modifiedFromOrNull != null
        && modifiedBeforeOrNull != null
        && !modifiedFromOrNull.isBefore(modifiedBeforeOrNull)) {
      throw new IllegalArgumentException(
          "no time is from " + modifiedFromOrNull + " on and before " + modifiedBeforeOrNull);
    }
  }

  /**
   * With times that stay the same whenever it is asked for.
   *
   * @throws IllegalArgumentException when nothing at all would be wanted
   */
  public KeyFilter(
      List<FilterRule> rules,
      long minSizeBytes,
      long maxSizeBytes,
      Instant modifiedFromOrNull,
      Instant modifiedBeforeOrNull) {
    this(rules, minSizeBytes, maxSizeBytes, modifiedFromOrNull, modifiedBeforeOrNull, "", "");
  }

  /**
   * Whether the same was asked for, though perhaps at another time: {@code 7d} ago is a later time
   * by then.
   */
  public boolean asksTheSameAs(KeyFilter other) {
    boolean sameFrom =
        modifiedFromAge.isEmpty()
            ? Objects.equals(modifiedFromOrNull, other.modifiedFromOrNull)
            : modifiedFromAge.equals(other.modifiedFromAge);
    boolean sameBefore =
        modifiedBeforeAge.isEmpty()
            ? Objects.equals(modifiedBeforeOrNull, other.modifiedBeforeOrNull)
            : modifiedBeforeAge.equals(other.modifiedBeforeAge);
    return sameFrom
        && sameBefore
        && rules.equals(other.rules)
        && minSizeBytes == other.minSizeBytes
        && maxSizeBytes == other.maxSizeBytes;
  }

  /** Wants everything. */
  public static KeyFilter all() {
    return ALL;
  }

  /** Wants what the rules want. */
  public static KeyFilter of(List<FilterRule> rules) {
    return new KeyFilter(rules, 0, Long.MAX_VALUE, null, null);
  }

  /**
   * @param path relative to the prefix that is listed, with slashes
   * @param sizeBytes -1 when unknown
   * @param lastModifiedOrNull null when unknown
   */
  public boolean wants(String path, long sizeBytes, Instant lastModifiedOrNull) {
    return wantsSize(sizeBytes) && wantsTime(lastModifiedOrNull) && wantsPath(path);
  }

  private boolean wantsSize(long sizeBytes) {
    return sizeBytes < 0 || (minSizeBytes <= sizeBytes && sizeBytes <= maxSizeBytes);
  }

  private boolean wantsTime(Instant modifiedOrNull) {
    boolean early =
        modifiedOrNull != null
            && modifiedFromOrNull != null
            && modifiedOrNull.isBefore(modifiedFromOrNull);
    boolean late =
        modifiedOrNull != null
            && modifiedBeforeOrNull != null
            && !modifiedOrNull.isBefore(modifiedBeforeOrNull);
    return !early && !late;
  }

  private boolean wantsPath(String path) {
    for (FilterRule rule : rules) {
      if (rule.matches(path)) {
        return rule.action() == FilterRule.Action.INCLUDE;
      }
    }
    return true;
  }
}
