package io.tributary.storage.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** A peer that has said all it will say, in pieces of one size. */
final class ScriptedWire implements Wire {
  private final ByteBuffer said;
  private final int pieceBytes;
  private final StringBuilder heard = new StringBuilder();

  private ScriptedWire(byte[] said, int pieceBytes) {
    this.said = ByteBuffer.wrap(said);
    this.pieceBytes = pieceBytes;
  }

  static ScriptedWire saying(String text, int pieceBytes) {
    return saying(text.getBytes(StandardCharsets.ISO_8859_1), pieceBytes);
  }

  static ScriptedWire saying(byte[] bytes, int pieceBytes) {
    return new ScriptedWire(bytes, pieceBytes);
  }

  String heard() {
    return heard.toString();
  }

  @Override
  public int read(ByteBuffer into) {
    if (!said.hasRemaining()) {
      return -1;
    }
    int count = Math.min(Math.min(pieceBytes, said.remaining()), into.remaining());
    into.put(said.slice(said.position(), count));
    said.position(said.position() + count);
    return count;
  }

  @Override
  public void write(ByteBuffer bytes) {
    heard.append(StandardCharsets.ISO_8859_1.decode(bytes));
  }

  @Override
  public int poll(ByteBuffer into) {
    return read(into);
  }

  @Override
  public void close() {}
}
