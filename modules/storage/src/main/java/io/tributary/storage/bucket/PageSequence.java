package io.tributary.storage.bucket;

import io.tributary.core.tree.Utf8Order;
import io.tributary.storage.listing.ListingPosition;
import java.util.stream.Stream;

/**
 * Whether a page goes on where the one before it ended. A server that goes round in circles, or
 * stops without an end, would be listed for ever, or in part.
 */
record PageSequence(String prefix, ListingPosition position) {
  /** Of versions and delete markers only; a page has room for a thousand. */
  private static final int MOST_EMPTY_PAGES = 10_000;

  /** Where the next page begins; null when this one was the last. */
  ListingPosition next(BucketPage page) throws NotAListingException {
    String last = last(page);
    if (!page.isEmpty() && !position.token().isEmpty() && !advances(last)) {
      throw new NotAListingException("it repeats what was listed before");
    }
    if (!page.truncated()) {
      return null;
    }
    if (page.nextToken().isEmpty()) {
      throw new NotAListingException("it is not the last and does not say how to go on");
    }
    if (page.nextToken().equals(position.token())) {
      throw new NotAListingException("it leads to itself");
    }
    int emptyPages = page.isEmpty() ? position.emptyPages() + 1 : 0;
    if (emptyPages > MOST_EMPTY_PAGES) {
      throw new NotAListingException(emptyPages + " pages in a row have nothing in them");
    }
    return new ListingPosition(
        page.nextToken(), advances(last) ? last : position.after(), emptyPages);
  }

  private boolean advances(String last) {
    return Utf8Order.compare(last, position.after()) > 0;
  }

  private String last(BucketPage page) throws NotAListingException {
    String last = "";
    for (String name : (Iterable<String>) names(page)::iterator) {
      if (!name.startsWith(prefix)) {
        throw new NotAListingException("something in it is not below the prefix");
      }
      last = Utf8Order.compare(name, last) > 0 ? name : last;
    }
    return last;
  }

  private static Stream<String> names(BucketPage page) {
    return Stream.concat(page.keys().stream().map(BucketPage.Key::key), page.prefixes().stream());
  }
}
