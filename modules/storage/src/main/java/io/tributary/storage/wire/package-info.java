/**
 * HTTP/1.1 over blocking channels, as far as a downloader needs it: one request at a time, answers
 * read straight into the caller's buffers. What to ask, whom to trust and what an answer means is
 * decided above, in {@code io.tributary.storage.http}.
 *
 * <p>Everything here blocks and belongs on the connection dispatcher. Only {@code close} may be
 * called from elsewhere: it ends whatever blocks.
 */
package io.tributary.storage.wire;
