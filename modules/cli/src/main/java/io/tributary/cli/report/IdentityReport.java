package io.tributary.cli.report;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.identity.Identity;
import java.util.LinkedHashMap;
import java.util.Map;

/** An object's identity as JSON. */
final class IdentityReport {
  private IdentityReport() {}

  static Map<String, Object> of(Identity identity) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("size", size(identity.sizeBytes()));
    object.put("etag", textOrNull(identity.etag()));
    object.put("lastModified", textOrNull(identity.lastModified()));
    object.put("versionId", textOrNull(identity.versionId()));
    object.put("checksums", identity.checksums().stream().map(IdentityReport::checksum).toList());
    return object;
  }

  /** Null when unknown. */
  static Long size(long sizeBytes) {
    return sizeBytes < 0 ? null : sizeBytes;
  }

  static String textOrNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static Map<String, Object> checksum(Checksum checksum) {
    return new LinkedHashMap<>(
        Map.of("algorithm", checksum.algorithm().label(), "value", checksum.value()));
  }
}
