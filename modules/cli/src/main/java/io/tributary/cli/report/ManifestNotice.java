package io.tributary.cli.report;

import java.util.Optional;

/** What to tell the user of objects that a manifest cannot name. */
public final class ManifestNotice {
  private ManifestNotice() {}

  /**
   * @param withoutSource how many have a query in their URL
   */
  public static Optional<String> of(long withoutSource) {
    return withoutSource == 0
        ? Optional.empty()
        : Optional.of(
            Plural.of(withoutSource, "URL")
                + " with a query cannot be in the manifest: queries are not recorded");
  }
}
