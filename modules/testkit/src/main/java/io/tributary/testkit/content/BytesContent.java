package io.tributary.testkit.content;

/** Bytes in an array that nobody else writes. */
final class BytesContent implements Content {
  private final byte[] bytes;

  BytesContent(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long sizeBytes() {
    return bytes.length;
  }

  @Override
  public void read(long offset, byte[] into, int at, int lengthBytes) {
    System.arraycopy(bytes, Math.toIntExact(offset), into, at, lengthBytes);
  }
}
