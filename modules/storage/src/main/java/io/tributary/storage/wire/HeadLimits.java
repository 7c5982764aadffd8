package io.tributary.storage.wire;

/**
 * What an answer's head may hold; beyond it the answer is refused.
 *
 * @param headBytes of the whole head, status line included
 * @param valueBytes of one header's value
 * @param headers how many
 */
public record HeadLimits(int headBytes, int valueBytes, int headers) {
  /** As much of a server's own words for its status as anybody wants to read. */
  static final int REASON_BYTES = 1024;

  static final int NAME_BYTES = 256;
}
