package io.tributary.storage.oss;

import io.tributary.storage.bucket.ErrorText;
import io.tributary.storage.bucket.ErrorXml;
import io.tributary.storage.http.ErrorResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What the service says about an error. Only what is safe to print is kept: a {@code
 * SignatureDoesNotMatch}, for one, repeats the signed headers and the key's id, which are dropped.
 *
 * @param code such as {@code NoSuchKey}; empty when the service did not say
 * @param message a sentence of the service, in one line
 * @param requestId for the vendor's support
 * @param ec the vendor's diagnostic code, such as {@code 0003-00000001}
 * @param endpoint the host to use instead, when the service names one
 */
record OssError(String code, String message, String requestId, String ec, String endpoint) {
  static OssError of(ErrorResponse response) {
    Map<String, String> fields = ErrorXml.fields(document(response));
    return new OssError(
        ErrorText.word(fields.get("Code")),
        ErrorText.sentence(fields.get("Message")),
        ErrorText.word(
            fields.getOrDefault(
                "RequestId", response.head().header("x-oss-request-id").orElse(""))),
        ErrorText.word(fields.getOrDefault("EC", response.head().header("x-oss-ec").orElse(""))),
        ErrorText.word(fields.get("Endpoint")));
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
}
