package io.tributary.core.path;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/** Which names a system's files may have, and how others are mapped to such names. */
public enum NameRules {
  /** Anything but a slash and NUL. */
  POSIX {
    @Override
    boolean allows(String component, int index) {
      return true;
    }
  },

  /**
   * Reserved characters, device names, and dots and spaces at the end are percent-encoded, so that
   * two keys stay two files (learn.microsoft.com, "Naming Files, Paths, and Namespaces").
   */
  WINDOWS {
    @Override
    boolean allows(String component, int index) {
      char c = component.charAt(index);
      boolean trailing = index == component.length() - 1 && (c == '.' || c == ' ');
      boolean device = index == 0 && DEVICE.matcher(component.toUpperCase(Locale.ROOT)).matches();
      return RESERVED.indexOf(c) < 0 && !trailing && !device;
    }
  };

  /** Longest name in bytes of UTF-8: NAME_MAX of ext4, XFS, APFS and NFS. */
  public static final int MOST_NAME_BYTES = 255;

  private static final String RESERVED = "<>:\"|?*%";
  private static final Pattern DEVICE =
      Pattern.compile("(CON|PRN|AUX|NUL|COM[0-9¹²³]|LPT[0-9¹²³])( *\\..*| *)");

  /** Those of the system this runs on. */
  public static NameRules ofThisSystem() {
    return System.getProperty("os.name", "").startsWith("Windows") ? WINDOWS : POSIX;
  }

  /** A name that the system takes for this one; only for names that passed {@link KeyPath}. */
  String map(String component) {
    StringBuilder mapped = new StringBuilder(component.length() + 8);
    for (int i = 0; i < component.length(); i++) {
      char c = component.charAt(i);
      mapped.append(allows(component, i) ? String.valueOf(c) : String.format("%%%02X", (int) c));
    }
    return mapped.toString();
  }

  /** Whether the character at {@code index}, which is one of ASCII if not, may stand there. */
  abstract boolean allows(String component, int index);

  static boolean tooLong(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length > MOST_NAME_BYTES;
  }
}
