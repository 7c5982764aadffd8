package io.tributary.storage.listing;

import java.util.List;
import java.util.Optional;

/**
 * A part of a listing. It may be empty and still have a successor.
 *
 * @param prefixes what lies one level below, when only one level is listed: each begins with the
 *     prefix that is listed and ends with a slash
 * @param nextOrNull where the next page begins; null when this was the last
 */
public record ListingPage(
    List<ListedObject> objects, List<String> prefixes, ListingPosition nextOrNull) {

  public ListingPage {
    objects = List.copyOf(objects);
    prefixes = List.copyOf(prefixes);
  }

  public Optional<ListingPosition> next() {
    return Optional.ofNullable(nextOrNull);
  }
}
