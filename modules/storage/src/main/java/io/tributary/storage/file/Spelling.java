package io.tributary.storage.file;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;

/** In what two names may differ that some file systems take for one. */
enum Spelling {
  /** Upper and lower case, as on macOS, Windows and FAT. */
  CASE {
    @Override
    String other(String name) {
      String upper = name.toUpperCase(Locale.ROOT);
      return upper.equals(name) ? name.toLowerCase(Locale.ROOT) : upper;
    }
  },

  /** Composed and decomposed Unicode, as on macOS and ZFS. */
  FORM {
    @Override
    String other(String name) {
      String decomposed = Normalizer.normalize(name, Form.NFD);
      return decomposed.equals(name) ? Normalizer.normalize(name, Form.NFC) : decomposed;
    }
  };

  /** The name spelled otherwise; the name itself when it has one spelling only. */
  abstract String other(String name);

  /** The same for all that some file system may take for the same. */
  static String folded(String name) {
    return Normalizer.normalize(name, Form.NFKD).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }
}
