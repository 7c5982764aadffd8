package io.tributary.torture.power.disk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * A request of the kernel's FUSE protocol ({@code linux/fuse.h}, version 7).
 *
 * @param operation FUSE_LOOKUP and so on
 * @param unique which answer belongs to which request
 * @param node what it is about
 * @param body what follows the header
 */
record Request(int operation, long unique, long node, ByteBuffer body) {
  static final int HEADER_BYTES = 40;
  private static final int UIDS_AND_PADDING_BYTES = 16;

  static Request read(ByteBuffer message) {
    message.getInt();
    int operation = message.getInt();
    long unique = message.getLong();
    long node = message.getLong();
    message.position(message.position() + UIDS_AND_PADDING_BYTES);
    return new Request(operation, unique, node, message.slice().order(message.order()));
  }

  /** A body that is a name. */
  String name() {
    byte[] bytes = new byte[body.remaining() - 1];
    body.get(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
