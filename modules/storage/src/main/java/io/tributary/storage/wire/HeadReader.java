package io.tributary.storage.wire;

import io.tributary.storage.wire.MalformedAnswerException.Flaw;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads the heads of answers (RFC 9112). Headers that are none, for their name or for control
 * characters in their value, are left out, as browsers do; all else that is not HTTP is refused.
 */
public final class HeadReader {
  /** Interim answers (RFC 9110, 15.2) before the one that counts. */
  private static final int MOST_INTERIM = 16;

  /** Without one of these, the body would be taken for something else. */
  private static final Set<String> FRAMING =
      Set.of("content-length", "transfer-encoding", "content-encoding", "content-range");

  private static final boolean[] TOKEN = new boolean[128];

  static {
    for (char c : "!#$%&'*+-.^_`|~".toCharArray()) {
      TOKEN[c] = true;
    }
    for (char c = '0'; c <= 'z'; c++) {
      TOKEN[c] |= Character.isLetterOrDigit(c);
    }
  }

  private final Input input;
  private final HeadLimits limits;
  private byte[] buffer = new byte[256];
  private int headBytes;

  private HeadReader(Input input, HeadLimits limits) {
    this.input = input;
    this.limits = limits;
  }

  /**
   * Waits for the head of the answer; interim ones are passed over.
   *
   * @throws SilentEndException when the connection ends before its first byte
   * @throws MalformedAnswerException when it is not HTTP/1.x, or beyond the limits
   */
  public static Head read(Input input, HeadLimits limits) throws IOException {
    for (int interim = 0; interim < MOST_INTERIM; interim++) {
      Head head = new HeadReader(input, limits).head();
      if (head.status() >= 200) {
        return head;
      }
      if (head.status() == 101) {
        throw new MalformedAnswerException(Flaw.SYNTAX);
      }
    }
    throw new MalformedAnswerException(Flaw.BEYOND_LIMITS);
  }

  private Head head() throws IOException {
    String line = statusLine();
    int status = status(line);
    boolean persistent = line.charAt("HTTP/1.".length()) != '0';
    List<Head.Field> fields = new ArrayList<>();
    byte[] next = line(limits.valueBytes() + HeadLimits.NAME_BYTES);
    while (next.length > 0) {
      byte[] field = next;
      next = line(limits.valueBytes() + HeadLimits.NAME_BYTES);
      while (next.length > 0 && (next[0] == ' ' || next[0] == '\t')) {
        field = folded(field, next);
        next = line(limits.valueBytes() + HeadLimits.NAME_BYTES);
      }
      add(fields, field);
    }
    return new Head(status, persistent, fields);
  }

  private String statusLine() throws IOException {
    int first = input.next();
    if (first < 0) {
      throw new SilentEndException();
    }
    if (first != 'H') {
      throw new MalformedAnswerException(Flaw.NOT_HTTP);
    }
    String line = "H" + new String(line(HeadLimits.REASON_BYTES), StandardCharsets.ISO_8859_1);
    if (!line.startsWith("HTTP/1.")) {
      throw new MalformedAnswerException(Flaw.NOT_HTTP);
    }
    return line;
  }

  private static int status(String line) throws IOException {
    boolean proper =
        line.length() >= 12
            && digit(line.charAt(7)) >= 0
            && line.charAt(8) == ' '
            && digit(line.charAt(9)) > 0
            && digit(line.charAt(10)) >= 0
            && digit(line.charAt(11)) >= 0
            && (line.length() == 12 || line.charAt(12) == ' ');
    if (!proper) {
      throw new MalformedAnswerException(Flaw.SYNTAX);
    }
    return digit(line.charAt(9)) * 100 + digit(line.charAt(10)) * 10 + digit(line.charAt(11));
  }

  /** -1 for what is none of ASCII. */
  private static int digit(char c) {
    return c >= '0' && c <= '9' ? c - '0' : -1;
  }

  /** A line without its end, which is a line feed, as a rule after a carriage return. */
  private byte[] line(int mostBytes) throws IOException {
    int length = 0;
    for (int each = input.next(); each != '\n'; each = input.next()) {
      if (each < 0) {
        throw new EOFException("the connection ended within an answer's head");
      }
      if (length == buffer.length) {
        buffer = Arrays.copyOf(buffer, 2 * length);
      }
      buffer[length++] = (byte) each;
      if (length > mostBytes || ++headBytes > limits.headBytes()) {
        throw new MalformedAnswerException(Flaw.BEYOND_LIMITS);
      }
    }
    boolean returned = length > 0 && buffer[length - 1] == '\r';
    return Arrays.copyOf(buffer, returned ? length - 1 : length);
  }

  private byte[] folded(byte[] field, byte[] more) throws IOException {
    if (field.length + more.length > limits.valueBytes()) {
      throw new MalformedAnswerException(Flaw.BEYOND_LIMITS);
    }
    return ByteBuffer.allocate(field.length + more.length).put(field).put(more).array();
  }

  private void add(List<Head.Field> fields, byte[] line) throws IOException {
    String text = text(line);
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new MalformedAnswerException(Flaw.SYNTAX);
    }
    String name = text.substring(0, colon);
    String value = text.substring(colon + 1);
    if (!token(name) || !clean(value)) {
      if (FRAMING.contains(name.strip().toLowerCase(Locale.ROOT))) {
        throw new MalformedAnswerException(Flaw.SYNTAX);
      }
      return;
    }
    if (name.length() > HeadLimits.NAME_BYTES || fields.size() >= limits.headers()) {
      throw new MalformedAnswerException(Flaw.BEYOND_LIMITS);
    }
    fields.add(new Head.Field(name, value.strip()));
  }

  private static boolean token(String name) {
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c >= TOKEN.length || !TOKEN[c]) {
        return false;
      }
    }
    return !name.isEmpty();
  }

  private static boolean clean(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if ((c < ' ' && c != '\t') || c == 0x7F) {
        return false;
      }
    }
    return true;
  }

  private static boolean ascii(byte[] bytes) {
    for (byte each : bytes) {
      if (each < 0) {
        return false;
      }
    }
    return true;
  }

  /** UTF-8 as most servers mean it, ISO 8859-1 where it is none. */
  private static String text(byte[] bytes) {
    if (ascii(bytes)) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
