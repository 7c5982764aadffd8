package io.tributary.engine.home;

import akka.actor.typed.ActorRefResolver;
import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.ledger.Segment;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.dataport.DataPortAddress;
import io.tributary.engine.destination.Recording;
import io.tributary.engine.serialization.GoldenMessages;
import io.tributary.engine.serialization.TributarySerializable;
import io.tributary.storage.Destination;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** One of everything that is said to a node about its disk, and that it answers. */
public final class DiskMessageSamples {
  private static final String FILE = "/data/x";
  private static final String NAME = "x.0123.tributary";
  private static final long ID = Long.MIN_VALUE + 1;
  private static final long SIZE = 1L << 41;

  private DiskMessageSamples() {}

  private static List<DiskStep> steps(ActorRefResolver refs) {
    return List.of(
        new DiskStep.Look(FILE),
        new DiskStep.Create(FILE, NAME, -1),
        new DiskStep.Adopt(FILE, List.of("x.0.tributary", "x.1.tributary"), NAME),
        new DiskStep.Measure(FILE, NAME),
        new DiskStep.Check(FILE, NAME, 5, List.of(new Segment(7, SIZE, -1))),
        new DiskStep.Cut(FILE, NAME, SIZE),
        new DiskStep.Digest(FILE, NAME, SIZE, Set.of(ChecksumAlgorithm.SHA256)),
        new DiskStep.Compare(FILE, SIZE, Long.MIN_VALUE, true),
        new DiskStep.Publish(FILE, NAME, true, true, null),
        new DiskStep.Abandon(FILE, NAME),
        new DiskStep.Open(
            FILE,
            NAME,
            Long.MAX_VALUE,
            5,
            new Recording(true, 1 << 20),
            refs.resolveActorRef(GoldenMessages.SOMEBODY)),
        new DiskStep.Drain(FILE, NAME),
        new DiskStep.Publish(FILE, NAME, true, true, Instant.parse("2026-11-21T08:00:00Z")),
        new DiskStep.Salvage(FILE, NAME, List.of(new Segment(7, SIZE, -1)), true),
        new DiskStep.Create(FILE, NAME, -1, "/data/.job.0.tributary"));
  }

  private static List<DiskResult> results() {
    return List.of(
        new DiskResult.Done(),
        new DiskResult.Existing(null),
        new DiskResult.Existing(
            new Destination.Existing(SIZE, Instant.parse("2026-11-21T08:00:00.123456789Z"))),
        new DiskResult.Size(-1),
        new DiskResult.Bad(List.of(new ByteRange(5, SIZE))),
        new DiskResult.Digests(List.of(Checksum.ofCrc64(-1))),
        new DiskResult.Same(true),
        new DiskResult.Opened(new DataPortAddress("10.0.0.1", 40_000, true)),
        new DiskResult.Failed(
            new Failure(FailureKind.LOCAL_DISK, "write to", FILE, "No space left", "free some")));
  }

  public static List<TributarySerializable> of(ActorRefResolver refs) {
    return Stream.of(
            steps(refs).stream()
                .map(
                    step ->
                        new DiskHost.Run(ID, step, refs.resolveActorRef(GoldenMessages.SOMEBODY))),
            results().stream().map(result -> new DiskHost.Finished(ID, result)),
            Stream.of(
                new DiskHost.Greeting(),
                new DiskHost.Working(ID),
                new DiskHost.LaneAlive(Long.MAX_VALUE, 3)))
        .<TributarySerializable>flatMap(messages -> messages)
        .toList();
  }
}
