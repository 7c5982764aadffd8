package io.tributary.core.tree;

/** The order of listings: that of the bytes of UTF-8, which is that of code points. */
public final class Utf8Order {
  private Utf8Order() {}

  /** As a {@link java.util.Comparator} does. */
  public static int compare(String left, String right) {
    int i = 0;
    while (i < left.length() && i < right.length() && left.charAt(i) == right.charAt(i)) {
      i++;
    }
    if (i == left.length() || i == right.length()) {
      return Integer.compare(left.length(), right.length());
    }
    char l = left.charAt(i);
    char r = right.charAt(i);
    boolean oneOfTwo = Character.isSurrogate(l) != Character.isSurrogate(r);
    // Half of a pair stands for what is above all single units, and is a smaller number than some.
    return oneOfTwo ? (Character.isSurrogate(l) ? 1 : -1) : Character.compare(l, r);
  }
}
