package io.tributary.storage.s3;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.storage.http.ResponseHead;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Checksums of the whole object that the service publishes. */
final class ObjectChecksums {
  private static final Map<String, ChecksumAlgorithm> HEADERS =
      Map.of(
          "x-amz-checksum-crc64nvme", ChecksumAlgorithm.CRC64NVME,
          "x-amz-checksum-crc32c", ChecksumAlgorithm.CRC32C,
          "x-amz-checksum-crc32", ChecksumAlgorithm.CRC32,
          "x-amz-checksum-sha256", ChecksumAlgorithm.SHA256,
          "x-amz-checksum-sha1", ChecksumAlgorithm.SHA1);

  /** The ETag of an object that came in one piece; of several it ends in their number. */
  private static final Pattern MD5_ETAG = Pattern.compile("\"?([0-9a-f]{32})\"?");

  private ObjectChecksums() {}

  /** Those of the whole object; where there are none, the MD5 that the ETag may be. */
  static List<Checksum> of(ResponseHead head) {
    List<Checksum> published = published(head);
    return published.isEmpty() ? md5(head).map(List::of).orElse(List.of()) : published;
  }

  private static List<Checksum> published(ResponseHead head) {
    List<Checksum> found = new ArrayList<>();
    String type = head.header("x-amz-checksum-type").orElse("FULL_OBJECT");
    // In the head of a range a checksum may be that of a part of the upload.
    if (head.status() != 200 || !type.equals("FULL_OBJECT")) {
      return found;
    }
    HEADERS.forEach(
        (name, algorithm) ->
            head.header(name).flatMap(value -> checksum(algorithm, value)).ifPresent(found::add));
    return found;
  }

  /** Nothing for checksums of checksums, {@code …-3}, which older servers send without a type. */
  private static Optional<Checksum> checksum(ChecksumAlgorithm algorithm, String value) {
    try {
      return Optional.of(Checksum.ofBase64(algorithm, value));
    } catch (IllegalArgumentException notOfTheWholeObject) {
      return Optional.empty();
    }
  }

  /** Encryption by KMS or with a customer's key makes another ETag of an object in one piece. */
  private static Optional<Checksum> md5(ResponseHead head) {
    boolean plain =
        head.header("x-amz-server-side-encryption").orElse("AES256").equals("AES256")
            && head.header("x-amz-server-side-encryption-customer-algorithm").isEmpty();
    Matcher etag = MD5_ETAG.matcher(head.header("ETag").orElse(""));
    return plain && etag.matches()
        ? Optional.of(new Checksum(ChecksumAlgorithm.MD5, etag.group(1)))
        : Optional.empty();
  }
}
