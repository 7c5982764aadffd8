package io.tributary.testkit.http;

/** How the end of a response's body is marked. */
public enum Framing {
  /** By Content-Length. */
  LENGTH,
  /** By chunks of Transfer-Encoding; no length is told. */
  CHUNKED,
  /** Neither length nor chunks: the connection's end is the body's end. */
  UNTIL_CLOSE
}
