package io.tributary.engine.home;

import akka.actor.typed.ActorRef;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.ledger.Segment;
import io.tributary.engine.destination.FlushReport;
import io.tributary.engine.destination.Recording;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * What is done to a disk, where the disk is. Each may be repeated. {@code destination} is the final
 * path, {@code temporaryName} that of the file beside it.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = DiskStep.Look.class, name = "look"),
  @JsonSubTypes.Type(value = DiskStep.Create.class, name = "create"),
  @JsonSubTypes.Type(value = DiskStep.Adopt.class, name = "adopt"),
  @JsonSubTypes.Type(value = DiskStep.Measure.class, name = "measure"),
  @JsonSubTypes.Type(value = DiskStep.Check.class, name = "check"),
  @JsonSubTypes.Type(value = DiskStep.Cut.class, name = "cut"),
  @JsonSubTypes.Type(value = DiskStep.Digest.class, name = "digest"),
  @JsonSubTypes.Type(value = DiskStep.Compare.class, name = "compare"),
  @JsonSubTypes.Type(value = DiskStep.Publish.class, name = "publish"),
  @JsonSubTypes.Type(value = DiskStep.Abandon.class, name = "abandon"),
  @JsonSubTypes.Type(value = DiskStep.Open.class, name = "open"),
  @JsonSubTypes.Type(value = DiskStep.Drain.class, name = "drain"),
  @JsonSubTypes.Type(value = DiskStep.Salvage.class, name = "salvage")
})
public sealed interface DiskStep {
  String destination();

  /** Is there a file under the final name? {@link DiskResult.Existing}. */
  record Look(String destination) implements DiskStep {}

  /**
   * Make the temporary file, if it is not there.
   *
   * @param sizeBytes -1 when it is not known
   * @param marker a file that must be there, see {@link RootMarker}; empty for none
   */
  record Create(String destination, String temporaryName, long sizeBytes, String marker)
      implements DiskStep {
    public Create {
      // Earlier versions do not name it.
      marker = marker == null ? "" : marker;
    }

    /** In any directory. */
    public Create(String destination, String temporaryName, long sizeBytes) {
      this(destination, temporaryName, sizeBytes, "");
    }
  }

  /** Give the temporary file this name, whichever of the former ones it has. */
  record Adopt(String destination, List<String> formerNames, String temporaryName)
      implements DiskStep {
    public Adopt {
      formerNames = List.copyOf(formerNames);
    }
  }

  /** How long is the temporary file? {@link DiskResult.Size}, -1 when there is none to use. */
  record Measure(String destination, String temporaryName) implements DiskStep {}

  /** Which of these are not what they should be? {@link DiskResult.Bad}. */
  record Check(String destination, String temporaryName, long origin, List<Segment> segments)
      implements DiskStep {
    public Check {
      segments = List.copyOf(segments);
    }
  }

  /**
   * Copy those of these to the temporary file that the file under the final name has, of whole
   * objects: {@link DiskResult.Bad} are the others.
   *
   * @param durable whether they must be on the disk before the answer
   */
  record Salvage(String destination, String temporaryName, List<Segment> segments, boolean durable)
      implements DiskStep {
    public Salvage {
      segments = List.copyOf(segments);
    }
  }

  /** Give the temporary file this length. */
  record Cut(String destination, String temporaryName, long sizeBytes) implements DiskStep {}

  /** Read that many bytes of the temporary file: {@link DiskResult.Digests}. */
  record Digest(
      String destination, String temporaryName, long sizeBytes, Set<ChecksumAlgorithm> algorithms)
      implements DiskStep {
    public Digest {
      algorithms = Set.copyOf(algorithms);
    }
  }

  /** Is this under the final name? {@link DiskResult.Same}. */
  record Compare(String destination, long sizeBytes, long crc64, boolean durable)
      implements DiskStep {}

  /**
   * Rename the temporary file; not when there is a file and {@code onlyNew}.
   *
   * @param modifiedOrNull what it is to have as its time; null for that of its last write
   */
  record Publish(
      String destination,
      String temporaryName,
      boolean durable,
      boolean onlyNew,
      Instant modifiedOrNull)
      implements DiskStep {}

  /** Delete the temporary file. */
  record Abandon(String destination, String temporaryName) implements DiskStep {}

  /**
   * Let lanes of other nodes write to the temporary file: {@link DiskResult.Opened}.
   *
   * @param recorder hears what is on disk
   */
  record Open(
      String destination,
      String temporaryName,
      long run,
      long origin,
      Recording recording,
      ActorRef<FlushReport> recorder)
      implements DiskStep {}

  /** Flush and report what lanes of other nodes wrote. */
  record Drain(String destination, String temporaryName) implements DiskStep {}
}
