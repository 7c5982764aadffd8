package io.tributary.storage.http;

import java.nio.charset.StandardCharsets;

/** A successful answer, read whole. */
public final class HttpDocument {
  private final String mediaType;
  private final byte[] body;

  HttpDocument(String mediaType, byte[] body) {
    this.mediaType = mediaType;
    this.body = body;
  }

  /** In lower case, without parameters; empty when there is none. */
  public String mediaType() {
    return mediaType;
  }

  /** Not a copy: the reader leaves it as it is. */
  public byte[] body() {
    return body;
  }

  /** The first bytes as text, for messages and error documents. */
  public String start(int mostBytes) {
    return new String(body, 0, Math.min(body.length, mostBytes), StandardCharsets.UTF_8);
  }
}
