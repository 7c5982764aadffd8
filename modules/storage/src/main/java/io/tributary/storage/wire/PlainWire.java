package io.tributary.storage.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;

/** TCP as it is. */
public final class PlainWire implements Wire {
  private final SocketChannel channel;

  private PlainWire(SocketChannel channel) {
    this.channel = channel;
  }

  /** The operating system gives this process no further socket. */
  public static final class NoSocketException extends IOException {
    private static final long serialVersionUID = 1L;

    NoSocketException(IOException cause) {
      super("no socket", cause);
    }
  }

  /**
   * Connects.
   *
   * @throws NoSocketException when no socket could be had, whatever the peer
   * @throws IOException as the socket fails, a SocketTimeoutException when it takes too long
   */
  public static PlainWire connect(InetSocketAddress address, Duration timeout) throws IOException {
    SocketChannel channel = socket();
    try {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      // Requests are a few hundred bytes and receive buffers are left to the kernel's autotuning.
      channel.socket().connect(address, Math.toIntExact(Math.max(1, timeout.toMillis())));
      return new PlainWire(channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static SocketChannel socket() throws NoSocketException {
    try {
      return SocketChannel.open();
    } catch (IOException e) {
      throw new NoSocketException(e);
    }
  }

  @Override
  public int read(ByteBuffer into) throws IOException {
    return channel.read(into);
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }

  @Override
  public int poll(ByteBuffer into) throws IOException {
    channel.configureBlocking(false);
    try {
      return channel.read(into);
    } finally {
      channel.configureBlocking(true);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // The descriptor is released all the same (close(2)); there is nobody to tell.
      return;
    }
  }
}
