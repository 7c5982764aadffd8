package io.tributary.testkit.http;

import io.tributary.testkit.content.Content;

/**
 * An answer before it goes to the wire. Content-Length follows from body and framing unless the
 * headers already say one.
 *
 * @param bytesPerSecond upper bound for the body, 0 for none
 */
public record HttpResponse(
    int status, Headers headers, Body body, Framing framing, long bytesPerSecond) {

  /** Part of a content. */
  public record Body(Content content, long offset, long lengthBytes) {
    public static final Body EMPTY = of(Content.of(""));

    /** All of the content. */
    public static Body of(Content content) {
      return new Body(content, 0, content.sizeBytes());
    }
  }

  /** Without headers and body. */
  public static HttpResponse of(int status) {
    return new HttpResponse(status, Headers.NONE, Body.EMPTY, Framing.LENGTH, 0);
  }

  /** With a body of plain text. */
  public static HttpResponse text(int status, String text) {
    return of(status)
        .withHeader("Content-Type", "text/plain; charset=utf-8")
        .withBody(Body.of(Content.of(text)));
  }

  public HttpResponse withStatus(int newStatus) {
    return new HttpResponse(newStatus, headers, body, framing, bytesPerSecond);
  }

  public HttpResponse withHeaders(Headers newHeaders) {
    return new HttpResponse(status, newHeaders, body, framing, bytesPerSecond);
  }

  /** Adds a header, or replaces it. */
  public HttpResponse withHeader(String name, String value) {
    return withHeaders(headers.with(name, value));
  }

  public HttpResponse withoutHeader(String name) {
    return withHeaders(headers.without(name));
  }

  public HttpResponse withBody(Body newBody) {
    return new HttpResponse(status, headers, newBody, framing, bytesPerSecond);
  }

  public HttpResponse withFraming(Framing newFraming) {
    return new HttpResponse(status, headers, body, newFraming, bytesPerSecond);
  }

  /** The slower of this bound and the one already set. */
  public HttpResponse withRate(long newBytesPerSecond) {
    long rate =
        bytesPerSecond == 0 ? newBytesPerSecond : Math.min(bytesPerSecond, newBytesPerSecond);
    return new HttpResponse(status, headers, body, framing, rate);
  }
}
