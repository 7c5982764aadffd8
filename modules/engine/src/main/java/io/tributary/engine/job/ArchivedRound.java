package io.tributary.engine.job;

/**
 * One more look at all objects that were archived when they were to be fetched. They are lines of
 * the receipt; what comes of them now is a later line.
 *
 * @param atBytes where in the receipt it goes on
 * @param untilBytes where it ends: what is behind that is said of this round
 */
record ArchivedRound(long atBytes, long untilBytes) {
  private static final String PREFIX = "archived:";

  ArchivedRound {
    if (atBytes < 0 || untilBytes < atBytes) {
      throw new IllegalArgumentException("no part of a receipt: " + atBytes + "-" + untilBytes);
    }
  }

  /** Whether a position in a listing is one in such a round. */
  static boolean isOne(String position) {
    return position.startsWith(PREFIX);
  }

  static ArchivedRound parse(String position) {
    String[] parts = position.substring(PREFIX.length()).split(":", 2);
    return new ArchivedRound(Long.parseLong(parts[0]), Long.parseLong(parts[1]));
  }

  /** The next one, after the listing or the round before. */
  static ArchivedRound after(JobState state) {
    return new ArchivedRound(supersededBytes(state.listed().position()), state.receiptBytes());
  }

  /** Where what later lines of the receipt stand for ends; 0 where there is nothing of that. */
  static long supersededBytes(String position) {
    return isOne(position) ? parse(position).untilBytes : 0;
  }

  /** As a position in a listing. */
  String text() {
    return PREFIX + atBytes + ":" + untilBytes;
  }

  boolean over() {
    return atBytes >= untilBytes;
  }
}
