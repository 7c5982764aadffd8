package io.tributary.storage.http;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.identity.Identity;
import java.util.ArrayList;
import java.util.List;

/** Reads an object's identity from the heads of successful answers. */
final class IdentityReader {
  private final HttpDialect dialect;

  IdentityReader(HttpDialect dialect) {
    this.dialect = dialect;
  }

  Identity read(ResponseHead head, long sizeBytes) {
    return new Identity(
        sizeBytes,
        head.header("ETag").orElse(""),
        head.header("Last-Modified").orElse(""),
        dialect.versionId(head),
        dialect.checksums(head));
  }

  /** The later answer, with what only the earlier one about the same object had said. */
  static Identity merge(Identity earlier, Identity later) {
    boolean other =
        !earlier.etag().isEmpty()
            && !later.etag().isEmpty()
            && !earlier.etag().equals(later.etag());
    if (other) {
      return later;
    }
    List<Checksum> checksums = new ArrayList<>(later.checksums());
    earlier.checksums().stream()
        .filter(known -> checksums.stream().noneMatch(c -> c.algorithm() == known.algorithm()))
        .forEach(checksums::add);
    return new Identity(
        later.sizeKnown() ? later.sizeBytes() : earlier.sizeBytes(),
        later.etag().isEmpty() ? earlier.etag() : later.etag(),
        later.lastModified().isEmpty() ? earlier.lastModified() : later.lastModified(),
        later.versionId().isEmpty() ? earlier.versionId() : later.versionId(),
        checksums);
  }
}
