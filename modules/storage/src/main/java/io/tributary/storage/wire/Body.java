package io.tributary.storage.wire;

import io.tributary.storage.wire.MalformedAnswerException.Flaw;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The body of one answer, without its framing. */
public abstract class Body {
  /** Of a length that the head does not tell. */
  public static final long UNKNOWN = -1;

  final Input input;

  Body(Input input) {
    this.input = input;
  }

  /**
   * As its head frames it (RFC 9112, 6.3).
   *
   * @param toHead whether the request was a HEAD, whose answers have no body
   */
  public static Body of(Head head, boolean toHead, Input input) throws IOException {
    if (toHead || head.status() == 204 || head.status() == 304) {
      return new SizedBody(input, 0);
    }
    if (coded(head)) {
      if (!head.words("Transfer-Encoding").equals(List.of("chunked"))) {
        // Nobody asked for it, and as it came it would pass for the object.
        throw new MalformedAnswerException(Flaw.SYNTAX);
      }
      return new ChunkedBody(input);
    }
    long length = announcedLength(head);
    return length == UNKNOWN ? new OpenBody(input) : new SizedBody(input, length);
  }

  /** Whether codings frame it; "identity" once was the word for none (RFC 2616, 3.6). */
  private static boolean coded(Head head) {
    return head.words("Transfer-Encoding").stream().anyMatch(coding -> !coding.equals("identity"));
  }

  /** What {@code Content-Length} says; {@link #UNKNOWN} without one. */
  public static long announcedLength(Head head) throws IOException {
    if (coded(head)) {
      return UNKNOWN;
    }
    List<String> values = head.all("Content-Length");
    for (String value : values) {
      if (!value.equals(values.get(0)) || !isLength(value)) {
        throw new MalformedAnswerException(Flaw.SYNTAX);
      }
    }
    return values.isEmpty() ? UNKNOWN : Long.parseLong(values.get(0));
  }

  private static boolean isLength(String value) {
    boolean digits = !value.isEmpty() && value.length() <= 18;
    for (int i = 0; i < value.length(); i++) {
      digits &= value.charAt(i) >= '0' && value.charAt(i) <= '9';
    }
    return digits;
  }

  /**
   * Waits for bytes; returns how many, at least one when there is room, or -1 at the proper end.
   *
   * @throws EOFException when the connection ends before the body does
   */
  public abstract int read(ByteBuffer into) throws IOException;

  /** Whether it is known, without waiting, that all has been read. */
  public abstract boolean ended();

  /** Whether all that is left of it is here already. */
  public abstract boolean complete();

  /** Whether the connection's end is what ends it. */
  public boolean endsWithConnection() {
    return false;
  }
}
