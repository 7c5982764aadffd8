package io.tributary.server.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.engine.api.Allowance;
import io.tributary.engine.api.JobCounts;
import io.tributary.engine.api.JobProgress;
import io.tributary.engine.api.JobResult;
import io.tributary.engine.api.JobResult.ObjectFailure;
import io.tributary.engine.api.JobResult.SlowObject;
import io.tributary.engine.job.JobStatus;
import io.tributary.engine.submission.SubmittedJob;
import java.util.List;

/** What only jobs have, as the API shows it. */
final class JobJson {
  private JobJson() {}

  /** Adds it to what each submission has. */
  static void add(SubmittedJob job, Allowance allowance, ObjectNode json) {
    json.put("requests", allowance.requests())
        .put("manifest", job.manifest())
        .put("receipt", SubmissionJson.textOrNull(job.receipt()))
        .put("failures", SubmissionJson.textOrNull(job.failures()));
    json.set("progress", job.progress().map(JobJson::of).orElse(null));
    json.set("result", job.result().map(JobJson::of).orElse(null));
  }

  /** What goes on in it. As bounded as what it shows. */
  static ObjectNode of(JobStatus status) {
    ObjectNode json = Json.object().put("coordinator", status.coordinator());
    json.setAll(of(status.progress()));
    ArrayNode nodes = json.putArray("nodes");
    status.nodes().forEach(node -> nodes.add(of(node)));
    json.set("firstFailures", failures(status.failures()));
    return json;
  }

  private static ObjectNode of(JobStatus.NodeShare node) {
    ObjectNode json = Json.object().put("node", node.node());
    ArrayNode batches = json.putArray("batches");
    node.batches().forEach(batches::add);
    return json.put("objects", node.objects()).put("bytesReceived", node.bytesReceived());
  }

  private static ObjectNode of(JobProgress progress) {
    return counts(progress.counts())
        .put("listing", progress.listing())
        .put("openObjects", progress.openObjects())
        .put("bytesPerSecond", Math.round(progress.bytesPerSecond()));
  }

  private static ObjectNode of(JobResult result) {
    ObjectNode json =
        counts(result.counts())
            .put("requests", result.requests())
            .put("seconds", Math.round(result.seconds() * 1000) / 1000.0);
    json.set("firstFailures", failures(result.firstFailures()));
    ArrayNode slowest = json.putArray("slowest");
    for (SlowObject one : result.slowest()) {
      slowest
          .addObject()
          .put("key", one.key())
          .put("bytes", one.sizeBytes())
          .put("seconds", one.millis() / 1000.0);
    }
    return json;
  }

  private static ObjectNode counts(JobCounts counts) {
    return Json.object()
        .put("listed", counts.listed())
        .put("excluded", counts.excluded())
        .put("planned", counts.listed() - counts.excluded())
        .put("fetched", counts.fetched())
        .put("kept", counts.kept())
        .put("failed", counts.failed())
        .put("bytesFetched", counts.bytesFetched())
        .put("bytesKept", counts.bytesKept())
        .put("bytesReused", counts.bytesReused())
        .put("archived", counts.archived());
  }

  private static ArrayNode failures(List<ObjectFailure> failures) {
    ArrayNode json = Json.array();
    for (ObjectFailure one : failures) {
      json.addObject().put("key", one.key()).set("error", SubmissionJson.of(one.failure()));
    }
    return json;
  }
}
