package io.tributary.engine.job;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.filter.FilterRule;
import io.tributary.core.filter.KeyFilter;
import io.tributary.core.ledger.Segment;
import io.tributary.core.tree.NamePolicy;
import io.tributary.core.tree.TreeState;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.JobCounts;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.api.JobResult.ObjectFailure;
import io.tributary.engine.api.JobResult.SlowObject;
import io.tributary.engine.source.SourceReference;
import io.tributary.storage.SourceOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One of everything that is journaled of jobs, with no field left at its default. Run as a program
 * with a directory, it writes the golden file of each sample that has none there yet; those that
 * are there never change, for journals with such bytes exist.
 */
final class JobSamples {
  static final Failure FAILURE =
      new Failure(FailureKind.THROTTLED, "fetch", "oss://bucket/key", "503 \"SlowDown\"\n", "wait");

  static final JobCounts COUNTS = new JobCounts(1L << 40, 2, 3, 4, 5, 1L << 50, 7);

  static final List<ObjectFailure> FAILURES = List.of(new ObjectFailure("ключ", FAILURE));

  static final Item ITEM =
      new Item(
          "oss://bucket/dir/ключ",
          "dir/ключ",
          "ключ",
          true,
          1L << 41,
          "\"etag\"",
          Instant.parse("2026-11-21T08:00:00.123Z"),
          List.of(Checksum.ofCrc64(-1)));

  static final Item LEAST_ITEM =
      new Item("https://host/x", "x", "x", false, -1, "", null, List.of());

  static final Item RANGES_ITEM =
      new Item(
          "oss://bucket/dir/ключ",
          "dir/ключ",
          "ключ",
          false,
          1L << 41,
          "\"etag\"",
          null,
          List.of(),
          List.of(new Segment(0, 1L << 40, -1)));

  static final JobCounts REUSED = new JobCounts(1, 2, 3, 4, 5, 6, 7, 1L << 41);

  static final List<SlowObject> SLOWEST = List.of(new SlowObject("ключ", 1L << 41, 5000));

  static final Listed LISTED = new Listed("2.dG9r.a2V5", new TreeState("a/b", List.of(1, 3)), true);

  static final JobSpec SPEC =
      new JobSpec(
          new SourceReference(
              "oss://bucket/dir/", "oss://bucket/dir/?", SourceOptions.defaults(), "access-1"),
          true,
          "/data/tree",
          "/data/receipt",
          JobOptions.builder()
              .filter(
                  new KeyFilter(
                      List.of(
                          new FilterRule(FilterRule.Action.INCLUDE, "*.gz"),
                          new FilterRule(FilterRule.Action.EXCLUDE, "**")),
                      1,
                      1L << 42,
                      Instant.parse("2026-11-21T08:00:00Z"),
                      Instant.parse("2026-11-22T08:00:00Z")))
              .compare(JobOptions.Compare.CHECKSUM)
              .names(NamePolicy.ENCODE)
              .dryRun(true)
              .largeBytes(2L << 20)
              .requests(7)
              .download(DownloadOptions.builder().lanes(3).build())
              .build());

  static final JobSpec SPEC_WITH_FAILURES =
      new JobSpec(
          SPEC.source(), false, SPEC.root(), SPEC.receipt(), SPEC.options(), "/data/again.jsonl");

  static final JobSpec SPEC_OF_HOME =
      new JobSpec(
          SPEC.source(),
          false,
          JobSpec.place("node-2", "/data/tree"),
          SPEC.receipt(),
          SPEC.options(),
          "");

  private JobSamples() {}

  /** Golden file name, without its extension, to event or snapshot. */
  static Map<String, Object> all() {
    List<Batch> batches =
        List.of(new Batch(1, false, List.of(ITEM, LEAST_ITEM)), new Batch(2, true, List.of(ITEM)));
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("requested", new JobEvent.Requested(SPEC, "seed", ".job.0.tributary", "r.0", true));
    KeyFilter aged =
        new KeyFilter(List.of(), 1, 2, Instant.EPOCH, Instant.EPOCH.plusSeconds(9), "9s", "0s");
    JobSpec agedSpec =
        new JobSpec(
            SPEC.source(), true, "/data", "", SPEC.options().toBuilder().filter(aged).build());
    all.put("requested.aged", new JobEvent.Requested(agedSpec, "seed", "m", "", true));
    all.put("planned", new JobEvent.Planned(batches, LISTED, COUNTS, FAILURES, 77, false));
    all.put("planned.swept", new JobEvent.Planned(batches, LISTED, COUNTS, FAILURES, 77, true));
    all.put("batch-done", new JobEvent.BatchDone(2, COUNTS, 1001, FAILURES, 78));
    all.put("completed", new JobEvent.Completed());
    all.put("stopped", new JobEvent.Stopped(FAILURE));
    all.put("cancelled", new JobEvent.Cancelled());
    all.put(
        "requested.failures",
        new JobEvent.Requested(SPEC_WITH_FAILURES, "seed", ".job.0.tributary", "r.0", true));
    all.put("requested.home", new JobEvent.Requested(SPEC_OF_HOME, "seed", "m", "r.0", true));
    all.put("snapshot", snapshot(batches, List.of()));
    JobState.Names names = new JobState.Names("seed-0", ".job.1.tributary", "r.1");
    all.put(
        "snapshot.leftovers",
        snapshot(batches, List.of(new Leftover("/data/receipt-0", names, 2, batches))));
    all.put(
        "snapshot.slowest",
        new JobState(
            JobState.Status.REQUESTED,
            SPEC,
            new JobState.Names("seed", ".job.0.tributary", "r.0"),
            3,
            LISTED,
            List.of(new Batch(2, true, List.of(RANGES_ITEM))),
            9,
            REUSED,
            1001,
            FAILURES,
            79,
            SLOWEST,
            List.of()));
    all.put("batch-done.slowest", new JobEvent.BatchDone(2, REUSED, 7, FAILURES, 78, SLOWEST));
    all.put("snapshot.empty", JobState.empty());
    return all;
  }

  private static JobState snapshot(List<Batch> batches, List<Leftover> leftovers) {
    return new JobState(
        JobState.Status.STOPPED,
        SPEC,
        new JobState.Names("seed", ".job.0.tributary", "r.0"),
        3,
        LISTED,
        batches,
        9,
        COUNTS,
        1001,
        FAILURES,
        79,
        List.of(),
        leftovers);
  }

  public static void main(String[] arguments) throws IOException {
    ActorSystem<Void> system =
        ActorSystem.create(Behaviors.empty(), "samples", ConfigFactory.load());
    try {
      Serialization serialization = SerializationExtension.get(Adapter.toClassic(system));
      for (Map.Entry<String, Object> sample : all().entrySet()) {
        Path file = Path.of(arguments[0]).resolve(sample.getKey() + ".cbor");
        if (!Files.exists(file)) {
          Files.write(file, serialization.serialize(sample.getValue()).get());
        }
      }
    } finally {
      system.terminate();
    }
  }
}
