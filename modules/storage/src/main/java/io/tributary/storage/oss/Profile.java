package io.tributary.storage.oss;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One entry of a credentials file. The three kinds of file name the same fields differently ({@code
 * access_key_id}, {@code accessKeyID}); here only the letters count.
 *
 * @param place file and entry, for messages
 */
record Profile(String place, Map<String, String> fields) {

  Profile {
    Map<String, String> plain = new TreeMap<>();
    fields.forEach((name, value) -> plain.put(letters(name), value.strip()));
    fields = Map.copyOf(plain);
  }

  /** The first of these fields that is there and not empty; names in lower case, letters only. */
  Optional<String> field(String... names) {
    for (String name : names) {
      String value = fields.get(name);
      if (value != null && !value.isEmpty()) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }

  /** How to get keys: {@code ak}, {@code ststoken}, {@code ramrolearn}, …; letters only. */
  String mode() {
    return field("mode", "type").map(Profile::letters).orElse("ak");
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  @Override
  public String toString() {
    return "Profile[" + place + "]";
  }
}
