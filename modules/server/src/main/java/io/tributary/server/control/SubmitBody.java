package io.tributary.server.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.submission.SubmissionKind;
import io.tributary.engine.submission.SubmissionRequest;
import io.tributary.storage.SourceOptions;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The body of {@code POST /v1/downloads}, and of {@code POST /v1/jobs}. */
final class SubmitBody {
  private static final Pattern NODE_FILE = Pattern.compile("file://([A-Za-z0-9.-]*)(/.*)");

  private SubmitBody() {}

  /**
   * @param requestIdOfKey what stands for the request's {@link IdempotencyKey}
   * @throws TributaryException USAGE that names the field
   */
  static SubmissionRequest parse(
      SubmissionKind kind, ObjectNode body, Optional<String> requestIdOfKey) {
    Fields fields = new Fields("", body);
    String source = fields.required("source");
    String destination = fields.required("destination");
    String home = fields.text("home");
    Matcher onNode = NODE_FILE.matcher(destination);
    if (onNode.matches()) {
      home = onNode.group(1).isEmpty() ? home : onNode.group(1);
      destination = onNode.group(2);
    }
    if (!destination.startsWith("/")) {
      throw Fields.refused("destination", "it is neither an absolute path nor file://NODE/path");
    }
    SourceOptions sourceOptions = SourceFields.options(fields.object("sourceOptions"));
    SubmissionRequest.Many manyOrNull = kind == SubmissionKind.JOB ? many(fields) : null;
    DownloadOptions options =
        manyOrNull == null
            ? OptionFields.ofDownload(fields.object("options"))
            : manyOrNull.options().download();
    String named = fields.text("requestId");
    if (!named.isEmpty() && requestIdOfKey.isPresent()) {
      throw Fields.refused("requestId", "there is an " + IdempotencyKey.HEADER + " as well");
    }
    String requestId = requestIdOfKey.orElse(named);
    fields.requireNoOther();
    try {
      return new SubmissionRequest(
          source, sourceOptions, destination, home, options, requestId, manyOrNull);
    } catch (IllegalArgumentException e) {
      throw Fields.refused("requestId", String.valueOf(e.getMessage()));
    }
  }

  private static SubmissionRequest.Many many(Fields fields) {
    AtomicBoolean manifest = new AtomicBoolean();
    fields.flag("manifest", manifest::set);
    JobOptions options =
        OptionFields.ofJob(fields.object("options"), FilterFields.filter(fields.object("filter")));
    return new SubmissionRequest.Many(
        manifest.get(), fields.text("receipt"), fields.text("failures"), options);
  }
}
