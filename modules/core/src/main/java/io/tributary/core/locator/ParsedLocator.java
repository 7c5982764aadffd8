package io.tributary.core.locator;

import static java.util.Objects.requireNonNull;

/**
 * A locator as the user gave it, split in what may be known and what may not.
 *
 * @param url the full URL, user info and query included, for HTTP; empty otherwise. Secret.
 */
public record ParsedLocator(Locator locator, String url) {
  public ParsedLocator {
    requireNonNull(locator, "locator");
    requireNonNull(url, "url");
  }

  @Override
  public String toString() {
    return locator.display();
  }
}
