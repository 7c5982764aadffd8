package io.tributary.testkit.tls;

import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A TCP connection that remembers what came in. */
final class RecordingSocket extends Socket {
  private final ByteArrayOutputStream received = new ByteArrayOutputStream();

  RecordingSocket(int port) throws IOException {
    super("127.0.0.1", port);
  }

  /** Content types of the complete TLS records received (RFC 8446, 5.1): 21 is an alert. */
  List<Integer> recordTypes() {
    byte[] bytes = received.toByteArray();
    List<Integer> types = new ArrayList<>();
    for (int at = 0; at + 5 <= bytes.length; ) {
      types.add((int) bytes[at]);
      at += 5 + (bytes[at + 3] & 0xFF) * 256 + (bytes[at + 4] & 0xFF);
    }
    return types;
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return new FilterInputStream(super.getInputStream()) {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
      }

      @Override
      public int read(byte[] into, int at, int length) throws IOException {
        int count = in.read(into, at, length);
        if (count > 0) {
          received.write(into, at, count);
        }
        return count;
      }
    };
  }
}
