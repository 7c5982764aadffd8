package io.tributary.testkit.oss;

import io.tributary.testkit.object.ObjectStore;
import java.util.ArrayList;
import java.util.List;

/** One page of keys and common prefixes, in the order of the keys. */
final class ListingPage {
  private final ObjectStore objects;
  private final String root;
  private final String delimiter;
  private final List<String> keys = new ArrayList<>();
  private final List<String> commonPrefixes = new ArrayList<>();
  private String last = "";
  private boolean truncated;

  /**
   * @param root what every path of the bucket starts with
   * @param delimiter empty for none
   */
  ListingPage(ObjectStore objects, String root, String delimiter) {
    this.objects = objects;
    this.root = root;
    this.delimiter = delimiter;
  }

  /** Fills the page with what follows {@code after}. */
  void read(String prefix, String after, int limit) {
    String position = after;
    while (true) {
      List<String> next = objects.pathsAfter(root + position, root + prefix, 1);
      if (next.isEmpty()) {
        return;
      }
      if (keys.size() + commonPrefixes.size() == limit) {
        truncated = true;
        return;
      }
      position = add(next.get(0).substring(root.length()), prefix);
      last = position;
    }
  }

  /** Returns what the next key must be greater than. */
  private String add(String key, String prefix) {
    int end = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
    if (end < 0) {
      keys.add(key);
      return key;
    }
    String common = key.substring(0, end + delimiter.length());
    commonPrefixes.add(common);
    return common + Character.toString(Character.MAX_CODE_POINT);
  }

  List<String> keys() {
    return keys;
  }

  List<String> commonPrefixes() {
    return commonPrefixes;
  }

  String last() {
    return last;
  }

  boolean truncated() {
    return truncated;
  }
}
