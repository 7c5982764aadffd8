package io.tributary.testkit.content;

/** One content after the other. */
record JoinedContent(Content first, Content second) implements Content {

  @Override
  public long sizeBytes() {
    return first.sizeBytes() + second.sizeBytes();
  }

  @Override
  public void read(long offset, byte[] into, int at, int lengthBytes) {
    long left = Math.max(0, first.sizeBytes() - offset);
    int ofFirst = (int) Math.min(lengthBytes, left);
    if (ofFirst > 0) {
      first.read(offset, into, at, ofFirst);
    }
    if (ofFirst < lengthBytes) {
      long start = offset + ofFirst - first.sizeBytes();
      second.read(start, into, at + ofFirst, lengthBytes - ofFirst);
    }
  }
}
