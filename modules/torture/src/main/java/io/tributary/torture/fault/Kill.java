package io.tributary.torture.fault;

/**
 * When a run is killed.
 *
 * @param percent how much of the object the server has sent in this run; 0 from the start on
 * @param millis after that
 */
record Kill(int percent, long millis) {
  /** The run ends by itself. */
  static final Kill NEVER = new Kill(100, Long.MAX_VALUE);
}
