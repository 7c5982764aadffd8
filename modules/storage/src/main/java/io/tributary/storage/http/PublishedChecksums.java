package io.tributary.storage.http;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.ChecksumAlgorithm;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Checksums of the whole object in the heads of answers. Only headers whose scope is the whole
 * object even on a range are read.
 */
public final class PublishedChecksums {

  /** Alibaba Cloud OSS, also behind custom domains: unsigned decimal. */
  private static final String CRC64 = "x-oss-hash-crc64ecma";

  private static final Pattern DIGEST_ITEM =
      Pattern.compile("(?i)([a-z0-9-]+)\\s*=\\s*:?([A-Za-z0-9+/]+={0,2}):?");

  private record Digest(ChecksumAlgorithm algorithm, int lengthBytes) {}

  private static final Map<String, Digest> DIGESTS =
      Map.of(
          "sha-256", new Digest(ChecksumAlgorithm.SHA256, 32),
          "sha-512", new Digest(ChecksumAlgorithm.SHA512, 64),
          "md5", new Digest(ChecksumAlgorithm.MD5, 16));

  private PublishedChecksums() {}

  /** Those of {@code x-oss-hash-crc64ecma}, {@code Repr-Digest} (RFC 9530), {@code Digest}. */
  public static List<Checksum> of(ResponseHead head) {
    List<Checksum> found = new ArrayList<>();
    crc64(head).ifPresent(found::add);
    for (String name : List.of("Repr-Digest", "Digest")) {
      head.header(name).ifPresent(value -> addDigests(value, found));
    }
    // On a range it may be of the range alone (RFC 1864); on a 200 it is of the body.
    if (head.status() == 200) {
      head.header("Content-MD5")
          .flatMap(value -> hexadecimal(value, DIGESTS.get("md5")))
          .ifPresent(checksum -> addOnce(checksum, found));
    }
    return found;
  }

  private static Optional<Checksum> crc64(ResponseHead head) {
    return head.header(CRC64)
        .filter(value -> value.matches("\\d{1,20}"))
        .flatMap(
            value -> {
              try {
                String canonical = Long.toUnsignedString(Long.parseUnsignedLong(value));
                return Optional.of(new Checksum(ChecksumAlgorithm.CRC64, canonical));
              } catch (NumberFormatException e) {
                return Optional.empty();
              }
            });
  }

  private static void addDigests(String value, List<Checksum> found) {
    Matcher item = DIGEST_ITEM.matcher(value);
    while (item.find()) {
      Digest digest = DIGESTS.get(item.group(1).toLowerCase(Locale.ROOT));
      if (digest != null) {
        hexadecimal(item.group(2), digest).ifPresent(checksum -> addOnce(checksum, found));
      }
    }
  }

  private static void addOnce(Checksum checksum, List<Checksum> found) {
    if (found.stream().noneMatch(known -> known.algorithm() == checksum.algorithm())) {
      found.add(checksum);
    }
  }

  private static Optional<Checksum> hexadecimal(String base64, Digest digest) {
    try {
      byte[] bytes = Base64.getDecoder().decode(base64);
      return bytes.length == digest.lengthBytes
          ? Optional.of(new Checksum(digest.algorithm, HexFormat.of().formatHex(bytes)))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
