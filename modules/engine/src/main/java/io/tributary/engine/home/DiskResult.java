package io.tributary.engine.home;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.Failure;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.dataport.DataPortAddress;
import io.tributary.storage.Destination;
import java.util.List;

/** What a {@link DiskStep} came to. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = DiskResult.Done.class, name = "done"),
  @JsonSubTypes.Type(value = DiskResult.Existing.class, name = "existing"),
  @JsonSubTypes.Type(value = DiskResult.Size.class, name = "size"),
  @JsonSubTypes.Type(value = DiskResult.Bad.class, name = "bad"),
  @JsonSubTypes.Type(value = DiskResult.Digests.class, name = "digests"),
  @JsonSubTypes.Type(value = DiskResult.Same.class, name = "same"),
  @JsonSubTypes.Type(value = DiskResult.Opened.class, name = "opened"),
  @JsonSubTypes.Type(value = DiskResult.Failed.class, name = "failed")
})
public sealed interface DiskResult {
  record Done() implements DiskResult {}

  /** Null when there is no file. */
  record Existing(Destination.Existing fileOrNull) implements DiskResult {}

  record Size(long sizeBytes) implements DiskResult {}

  record Bad(List<ByteRange> ranges) implements DiskResult {
    public Bad {
      ranges = List.copyOf(ranges);
    }
  }

  record Digests(List<Checksum> checksums) implements DiskResult {
    public Digests {
      checksums = List.copyOf(checksums);
    }
  }

  record Same(boolean same) implements DiskResult {}

  record Opened(DataPortAddress address) implements DiskResult {}

  record Failed(Failure failure) implements DiskResult {}
}
