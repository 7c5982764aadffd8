package io.tributary.storage;

import io.tributary.core.identity.Identity;

/**
 * What a look at the object tells.
 *
 * @param ranges whether the server serves byte ranges of it; when false, it comes in one stream
 *     that cannot be resumed
 * @param note a sentence for the user where something is out of the ordinary, else empty
 */
public record Probe(Identity identity, boolean ranges, String note) {}
