package io.tributary.testkit;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** One accepted connection, with TLS or without, and the ways to end it. */
final class Wire implements AutoCloseable {
  private static final int BUFFER_BYTES = 16 * 1024;

  private final Socket tcp;
  private final Socket stream;
  private final InputStream in;
  private final OutputStream out;

  private Wire(Socket tcp, Socket stream) throws IOException {
    this.tcp = tcp;
    this.stream = stream;
    this.in = new BufferedInputStream(stream.getInputStream(), BUFFER_BYTES);
    this.out = stream.getOutputStream();
  }

  static Wire plain(Socket tcp) throws IOException {
    tcp.setTcpNoDelay(true);
    return new Wire(tcp, tcp);
  }

  /** Shakes hands first. */
  static Wire tls(Socket tcp, SSLContext context) throws IOException {
    tcp.setTcpNoDelay(true);
    SSLSocket tls =
        (SSLSocket) context.getSocketFactory().createSocket(tcp, null, tcp.getPort(), true);
    tls.setUseClientMode(false);
    tls.startHandshake();
    return new Wire(tcp, tls);
  }

  InputStream in() {
    return in;
  }

  OutputStream out() {
    return out;
  }

  /** RST instead of FIN. */
  void reset() throws IOException {
    tcp.setSoLinger(true, 0);
    tcp.close();
  }

  /** FIN without TLS's close_notify. */
  void cut() throws IOException {
    tcp.close();
  }

  /** An orderly end: close_notify where there is TLS, then FIN. */
  @Override
  public void close() throws IOException {
    stream.close();
  }
}
