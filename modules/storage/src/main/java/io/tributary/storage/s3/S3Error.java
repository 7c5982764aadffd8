package io.tributary.storage.s3;

import io.tributary.storage.bucket.ErrorText;
import io.tributary.storage.bucket.ErrorXml;
import io.tributary.storage.http.ErrorResponse;
import java.util.Map;

/**
 * What the service says about an error. Only what is safe to print is kept: a {@code
 * SignatureDoesNotMatch}, for one, repeats the signed headers and the key's id, which are dropped.
 *
 * @param code such as {@code NoSuchKey}; empty when the service did not say, as after a HEAD
 * @param message a sentence of the service, in one line
 * @param requestId for the vendor's support
 * @param region the bucket's, when the request was for another one
 * @param endpoint the host to use instead, when the service names one
 * @param storageClass of an archived object
 */
record S3Error(
    String code,
    String message,
    String requestId,
    String region,
    String endpoint,
    String storageClass) {

  static S3Error of(ErrorResponse response) {
    Map<String, String> fields = ErrorXml.fields(response.body());
    String requestId = response.head().header("x-amz-request-id").orElse("");
    return new S3Error(
        ErrorText.word(fields.get("Code")),
        ErrorText.sentence(fields.get("Message")),
        ErrorText.word(fields.getOrDefault("RequestId", requestId)),
        ErrorText.word(fields.get("Region")),
        ErrorText.word(fields.get("Endpoint")),
        ErrorText.word(fields.get("StorageClass")));
  }
}
