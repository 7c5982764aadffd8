package io.tributary.storage.oss;

import io.tributary.storage.http.ErrorResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the service says about an error. Only what is safe to print is kept: a {@code
 * SignatureDoesNotMatch}, for one, repeats the signed headers and the key's id, which are dropped.
 *
 * @param code such as {@code NoSuchKey}; empty when the service did not say
 * @param message a sentence of the service, at most {@link #MAX_MESSAGE_CHARS}, one line
 * @param requestId for the vendor's support
 * @param ec the vendor's diagnostic code, such as {@code 0003-00000001}
 * @param endpoint the host to use instead, when the service names one
 */
record OssError(String code, String message, String requestId, String ec, String endpoint) {
  private static final int MAX_MESSAGE_CHARS = 200;
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9._-]{1,128}");
  private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{C}\\s]+");

  static OssError of(ErrorResponse response) {
    Map<String, String> fields = ErrorXml.fields(document(response));
    return new OssError(
        word(fields.get("Code")),
        sentence(fields.get("Message")),
        word(
            fields.getOrDefault(
                "RequestId", response.head().header("x-oss-request-id").orElse(""))),
        word(fields.getOrDefault("EC", response.head().header("x-oss-ec").orElse(""))),
        word(fields.get("Endpoint")));
  }

  /** Answers to HEAD have no body: the service puts the document in a header. */
  private static String document(ErrorResponse response) {
    return response.body().isBlank()
        ? response.head().header("x-oss-err").flatMap(OssError::decoded).orElse("")
        : response.body();
  }

  private static Optional<String> decoded(String base64) {
    try {
      return Optional.of(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException notBase64) {
      return Optional.empty();
    }
  }

  private static String word(String text) {
    return text != null && WORD.matcher(text.strip()).matches() ? text.strip() : "";
  }

  private static String sentence(String text) {
    if (text == null) {
      return "";
    }
    String line = UNPRINTABLE.matcher(text).replaceAll(" ").strip();
    String bare = line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    return bare.length() <= MAX_MESSAGE_CHARS ? bare : bare.substring(0, MAX_MESSAGE_CHARS) + "…";
  }
}
