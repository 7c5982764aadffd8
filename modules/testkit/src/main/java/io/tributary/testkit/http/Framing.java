package io.tributary.testkit.http;

/** How the end of a response's body is marked. */
public enum Framing {
  LENGTH,
  CHUNKED,
  /** Neither length nor chunks: the connection's end is the body's end. */
  UNTIL_CLOSE
}
