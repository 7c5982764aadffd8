package io.tributary.storage.http;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Whether this process may open more files and sockets, and the journal and the file still find
 * some when a connection has taken its own.
 */
final class SpareDescriptors {

  /** Left alone by connections: the journal and the file need some at any time. */
  private static final int SPARE = 8;

  private SpareDescriptors() {}

  /** Fails with the operating system's words when few or none are left. Takes microseconds. */
  static synchronized void require() throws IOException {
    Deque<SocketChannel> opened = new ArrayDeque<>(SPARE);
    try {
      while (opened.size() < SPARE) {
        opened.push(SocketChannel.open());
      }
    } finally {
      for (SocketChannel channel : opened) {
        channel.close();
      }
    }
  }
}
