package io.tributary.engine.download;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.identity.Identity;
import io.tributary.core.ledger.Segment;
import io.tributary.core.range.ByteRange;
import io.tributary.core.range.RangeSpec;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.attempt.Attempt;
import io.tributary.engine.attempt.Attempts;
import io.tributary.engine.source.SourceReference;
import io.tributary.storage.SourceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One of everything that is journaled, with no field left at its default. Run as a program with a
 * directory, it writes the golden file of each sample that has none there yet; those that are there
 * never change, for journals with such bytes exist.
 */
final class JournalSamples {
  static final SourceOptions SOURCE_OPTIONS =
      new SourceOptions(
          "https://oss.example.com",
          "cn-hangzhou",
          SourceOptions.Signature.V1,
          SourceOptions.Addressing.PATH,
          "nightly",
          true,
          true,
          SourceOptions.MIN_TRAFFIC_LIMIT_BITS,
          SourceOptions.RangeBehavior.LEGACY,
          true,
          "/etc/ca.pem",
          true,
          Duration.ofMillis(1501));

  static final SourceReference SOURCE =
      new SourceReference("oss://bucket/ключ", "oss://bucket/ключ?", SOURCE_OPTIONS, "access-1");

  static final Identity IDENTITY =
      new Identity(
          5_000_000_000L,
          "W/\"etag\"",
          "Sat, 21 Nov 2026 08:00:00 GMT",
          "v1",
          List.of(
              Checksum.ofCrc64(-1),
              Checksum.of(ChecksumAlgorithm.MD5, "0123456789abcdef".repeat(2))));

  static final Failure FAILURE =
      new Failure(FailureKind.THROTTLED, "fetch", "oss://bucket/key", "503 \"SlowDown\"\n", "wait");

  static final DownloadEvent.Verified VERIFIED =
      new DownloadEvent.Verified(
          new DownloadResult.Verification(
              Checksum.ofCrc64(42), DownloadResult.Verification.Scope.RANGE, true),
          1_000,
          Long.MIN_VALUE);

  static final List<Segment> SEGMENTS =
      List.of(new Segment(0, 8 << 20, -1), new Segment(1L << 40, 7, Long.MIN_VALUE));

  static final Attempts ATTEMPTS =
      new Attempts(
          List.of(
              new Attempt(
                  Attempt.What.RANGE,
                  "node-1",
                  5,
                  1L << 40,
                  3,
                  1_795_000_000_000L,
                  1500,
                  17,
                  Attempt.Outcome.FAILED,
                  Attempt.Next.AGAIN,
                  FailureKind.THROTTLED,
                  "503 \"SlowDown\"\n",
                  "5C3D9175B6FC201293AD4890"),
              new Attempt(
                  Attempt.What.HEDGE,
                  "",
                  0,
                  -1,
                  0,
                  0,
                  0,
                  1,
                  Attempt.Outcome.DONE,
                  Attempt.Next.NOTHING,
                  null,
                  "",
                  "")),
          9,
          1L << 41,
          2);

  private JournalSamples() {}

  static DownloadOptions options(RangeSpec range) {
    return new DownloadOptions(
        DownloadOptions.MIN_PART_BYTES,
        77,
        3,
        1_000_000,
        5,
        Duration.ofMillis(2500),
        range,
        Checksum.of(ChecksumAlgorithm.SHA256, "ab".repeat(32)),
        DownloadOptions.IfExists.NEWER,
        DownloadOptions.OnChange.FAIL,
        DownloadOptions.Durability.FAST,
        DownloadOptions.Verify.DISK,
        true);
  }

  static DownloadSpec spec(RangeSpec range) {
    return new DownloadSpec(SOURCE, "/data/the file", options(range));
  }

  /** Golden file name, without its extension, to event. */
  static Map<String, DownloadEvent> events() {
    Map<String, DownloadEvent> events = new LinkedHashMap<>();
    events.put("requested", new DownloadEvent.Requested(spec(new RangeSpec.FromTo(5, 9)), ""));
    events.put("requested.from", new DownloadEvent.Requested(spec(new RangeSpec.From(5)), ""));
    events.put("requested.last", new DownloadEvent.Requested(spec(new RangeSpec.Last(9)), ""));
    events.put(
        "requested.defaults",
        new DownloadEvent.Requested(
            new DownloadSpec(
                new SourceReference(
                    "https://host/x?…", "https://host/x#7", SourceOptions.defaults(), "access-2"),
                "/data/x",
                DownloadOptions.defaults()),
            ""));
    events.put("requested.owned", new DownloadEvent.Requested(spec(null), "10.0.0.1:25520#-77"));
    events.put(
        "requested.timed",
        new DownloadEvent.Requested(
            new DownloadSpec(SOURCE, "/data/x", DownloadOptions.builder().keepTime(true).build()),
            ""));
    events.put(
        "requested.known",
        new DownloadEvent.Requested(
            new DownloadSpec(
                SOURCE,
                "/data/x",
                DownloadOptions.defaults(),
                "node-1",
                new KnownRanges("\"etag\"", SEGMENTS),
                ""),
            ""));
    events.put(
        "requested.marked",
        new DownloadEvent.Requested(
            new DownloadSpec(
                SOURCE,
                "/data/x",
                DownloadOptions.defaults(),
                "node-1",
                KnownRanges.NONE,
                "/data/.job.0123.tributary"),
            ""));
    events.put("adopted", new DownloadEvent.Adopted("x.0123.tributary"));
    events.put(
        "identified", new DownloadEvent.Identified(IDENTITY, true, 5, 10, "x.0123.tributary"));
    events.put(
        "identified.stream",
        new DownloadEvent.Identified(
            new Identity(Identity.UNKNOWN_SIZE, "", "", "", List.of()), false, 0, -1, "x"));
    events.put("ranges-written", new DownloadEvent.RangesWritten(SEGMENTS));
    events.put(
        "ranges-lost",
        new DownloadEvent.RangesLost(List.of(new ByteRange(0, 1), new ByteRange(5, 1L << 50))));
    events.put("size-learned", new DownloadEvent.SizeLearned(1L << 41));
    events.put("started-over", new DownloadEvent.StartedOver("it changed"));
    events.put("verified", VERIFIED);
    events.put("completed", new DownloadEvent.Completed());
    events.put("stopped", new DownloadEvent.Stopped(FAILURE));
    events.put("ranges-written.attempts", new DownloadEvent.RangesWritten(SEGMENTS, ATTEMPTS));
    events.put("verified.attempts", VERIFIED.with(new Attempts(List.of(), 0, 0, 3)));
    events.put("stopped.attempts", new DownloadEvent.Stopped(FAILURE, ATTEMPTS));
    return events;
  }

  static Map<String, DownloadSnapshot> snapshots() {
    return Map.of(
        "snapshot",
        new DownloadSnapshot(
            DownloadState.Status.STOPPED,
            spec(new RangeSpec.From(1)),
            IDENTITY,
            true,
            1,
            5_000_000_000L,
            "x.0123.tributary",
            16 << 20,
            SEGMENTS,
            1,
            VERIFIED,
            "",
            List.of(),
            List.of()),
        "snapshot.adopted",
        new DownloadSnapshot(
            DownloadState.Status.REQUESTED,
            spec(null),
            IDENTITY,
            true,
            1,
            5_000_000_000L,
            "x.0123.tributary",
            16 << 20,
            SEGMENTS,
            1,
            VERIFIED,
            "10.0.0.1:25520#-77",
            List.of("x.0122.tributary", "x.0121.tributary"),
            List.of()),
        "snapshot.abandoned",
        new DownloadSnapshot(
            DownloadState.Status.STOPPED,
            spec(null),
            null,
            false,
            0,
            -1,
            "",
            8 << 20,
            List.of(),
            1,
            null,
            "10.0.0.1:25520#-77",
            List.of(),
            List.of("x.0123.tributary", "x.0124.tributary")),
        "snapshot.empty",
        DownloadSnapshot.of(DownloadState.empty()));
  }

  /** The names under which events are journaled. */
  static List<String> journaledNames() {
    return Stream.of(DownloadEvent.class.getAnnotation(JsonSubTypes.class).value())
        .map(JsonSubTypes.Type::name)
        .toList();
  }

  static void write(Path directory, ActorSystem<?> system) throws IOException {
    Serialization serialization = SerializationExtension.get(Adapter.toClassic(system));
    Map<String, Object> samples = new LinkedHashMap<>(events());
    samples.putAll(snapshots());
    for (Map.Entry<String, Object> sample : samples.entrySet()) {
      Path file = directory.resolve(sample.getKey() + ".cbor");
      if (!Files.exists(file)) {
        Files.write(file, serialization.serialize(sample.getValue()).get());
      }
    }
  }

  public static void main(String[] arguments) throws IOException {
    ActorSystem<Void> system =
        ActorSystem.create(Behaviors.empty(), "samples", ConfigFactory.load());
    try {
      write(Path.of(arguments[0]), system);
    } finally {
      system.terminate();
    }
  }
}
