package io.tributary.engine.submission;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.FileLocator;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.engine.download.DownloadId;
import io.tributary.engine.download.DownloadSpec;
import io.tributary.engine.job.JobId;
import io.tributary.engine.job.JobSpec;
import io.tributary.engine.source.SourceReference;
import io.tributary.engine.submission.SubmissionRequest.Many;
import io.tributary.storage.rules.SourceRules;
import java.util.UUID;
import java.util.regex.Pattern;

/** A request that was looked at, and can be written down. */
record SubmissionDraft(String id, String requestId, String home, SubmissionSpec spec) {
  /** What a receipt is called that only the file of failures needs. */
  private static final String RECEIPT = ".receipt";

  /** Or none. */
  private static final Pattern NODE_NAME = Pattern.compile("[A-Za-z0-9.-]*");

  private static final Pattern USER_INFO = Pattern.compile("[A-Za-z]+://[^/?#]*@.*");

  /**
   * @throws TributaryException USAGE when it cannot work, or holds a secret
   */
  static SubmissionDraft of(SubmissionRequest request) {
    return request.manyOrNull() == null ? ofOne(request) : ofMany(request, request.manyOrNull());
  }

  private static SubmissionDraft ofOne(SubmissionRequest request) {
    SourceReference source = reference(request, ParsedLocator.parse(request.source()));
    String destination = DestinationText.file(request.destination());
    DownloadSpec spec = new DownloadSpec(source, destination, request.options(), request.home());
    return new SubmissionDraft(
        DownloadId.of(request.home(), destination),
        request.requestId(),
        request.home(),
        new SubmissionSpec.Download(spec));
  }

  private static SubmissionDraft ofMany(SubmissionRequest request, Many many) {
    SourceReference source = reference(request, listed(request.source(), many.manifest()));
    String root = DestinationText.directory(request.destination());
    if (!NODE_NAME.matcher(request.home()).matches()) {
      throw refused(
          root,
          "it is to be on the disk of '" + request.home() + "', and no node has such a name",
          "name one with letters, digits, '.' and '-'");
    }
    if (many.options().dryRun()) {
      throw refused(
          root,
          "a dry run says what would be done, and nobody would hear it",
          "run on a machine that sees that directory: tributary get --recursive --dry-run");
    }
    String failures = DestinationText.fileOrNone(many.failures());
    String receipt =
        many.receipt().isEmpty() && !failures.isEmpty()
            ? failures + RECEIPT
            : DestinationText.fileOrNone(many.receipt());
    if (!receipt.isEmpty() && receipt.equals(failures)) {
      throw refused(root, "its receipt is to be its file of failures, too", "name two files");
    }
    if (receipt.isEmpty() && many.options().awaitRestores()) {
      throw refused(
          root,
          "what waits for archived objects remembers them in its receipt, and it has none",
          "name one with --receipt or --failures");
    }
    String place = JobSpec.place(request.home(), root);
    JobSpec spec = new JobSpec(source, many.manifest(), place, receipt, many.options(), failures);
    return new SubmissionDraft(
        JobId.of(place, false), request.requestId(), request.home(), new SubmissionSpec.Job(spec));
  }

  /** A manifest may be a file, of the disk that the directory is on, or that nodes share. */
  private static ParsedLocator listed(String source, boolean manifest) {
    if (manifest && source.startsWith("/")) {
      return new ParsedLocator(new FileLocator(DestinationText.file(source)), "");
    }
    return manifest ? ParsedLocator.parse(source) : ParsedLocator.parsePrefix(source);
  }

  /** Fails with ACCESS_DENIED where the nodes must not fetch from, before it is written down. */
  void require(SourceRules rules) {
    SourceReference source = spec.source();
    if (!source.objectKey().startsWith("file://")) {
      rules.require(
          ParsedLocator.parsePrefix(source.locator()).locator(), source.options().endpoint());
    }
  }

  private static SourceReference reference(SubmissionRequest request, ParsedLocator source) {
    String shown = source.locator().display();
    refuseSecrets(source, shown);
    if (request.sourceOptions().endpoint().contains("@")) {
      throw secret(shown, "its endpoint holds a user name or password");
    }
    return new SourceReference(
        shown, source.locator().objectKey(), request.sourceOptions(), UUID.randomUUID().toString());
  }

  private static void refuseSecrets(ParsedLocator source, String shown) {
    if (shown.endsWith("?…")) {
      throw secret(shown, "its URL has a query, which may be a signature");
    }
    if (USER_INFO.matcher(source.url()).matches()) {
      throw secret(shown, "its URL holds a user name or password");
    }
  }

  private static TributaryException secret(String shown, String reason) {
    return new Failure(
            FailureKind.USAGE,
            "submit",
            shown,
            reason + ", and what is submitted is written to the database of the cluster",
            "use oss://bucket/key and a credentials profile that the nodes have, or download it on"
                + " one machine with: tributary get")
        .asException();
  }

  private static TributaryException refused(String root, String reason, String advice) {
    return new Failure(FailureKind.USAGE, "download to", root, reason, advice).asException();
  }
}
