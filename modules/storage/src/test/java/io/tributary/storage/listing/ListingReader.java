package io.tributary.storage.listing;

import io.tributary.storage.SourceReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads listings to their end; each position goes through its text, as in a journal. */
public record ListingReader(SourceReader reader) {

  /** All pages. */
  public List<ListingPage> pages(ObjectListing listing) {
    List<ListingPage> pages = new ArrayList<>();
    Optional<ListingPosition> position = Optional.of(ListingPosition.START);
    while (position.isPresent()) {
      ListingPage page = reader.await(listing.page(ListingPosition.parse(position.get().text())));
      pages.add(page);
      position = page.next();
    }
    return pages;
  }

  /** The keys of all pages, in their order. */
  public List<String> keys(ObjectListing listing) {
    return pages(listing).stream()
        .flatMap(page -> page.objects().stream())
        .map(ListedObject::key)
        .toList();
  }

  /** The prefixes of all pages, in their order. */
  public List<String> prefixes(ObjectListing listing) {
    return pages(listing).stream().flatMap(page -> page.prefixes().stream()).toList();
  }
}
