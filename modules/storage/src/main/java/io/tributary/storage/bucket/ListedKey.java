package io.tributary.storage.bucket;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** How keys are written in listings. */
final class ListedKey {
  private ListedKey() {}

  /**
   * Undoes {@code encoding-type=url}, in which a space may be a plus sign and a plus sign never is
   * itself. Strict: a key that is guessed at is another key.
   */
  static String decode(String text) throws NotAListingException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < encoded.length; i++) {
      if (encoded[i] == '%') {
        bytes.write(16 * hex(encoded, i + 1) + hex(encoded, i + 2));
        i += 2;
      } else {
        bytes.write(encoded[i] == '+' ? ' ' : encoded[i]);
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes.toByteArray()))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      throw new NotAListingException("a key in it is not UTF-8");
    }
  }

  private static int hex(byte[] text, int at) throws NotAListingException {
    int digit = at < text.length ? Character.digit(text[at], 16) : -1;
    if (digit < 0) {
      throw new NotAListingException("a key in it is not encoded as it says");
    }
    return digit;
  }
}
