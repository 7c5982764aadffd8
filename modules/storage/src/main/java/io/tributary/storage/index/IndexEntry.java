package io.tributary.storage.index;

import io.tributary.storage.listing.ListedObject;
import java.time.Instant;

/**
 * A line of an index.
 *
 * @param rawName as it is written in a URL: encoded, one segment, without a slash
 * @param name decoded
 * @param sizeBytes {@link ListedObject#UNKNOWN_SIZE} when the index rounds it
 * @param lastModifiedOrNull null when the index does not say
 */
record IndexEntry(
    String rawName, String name, boolean directory, long sizeBytes, Instant lastModifiedOrNull) {}
