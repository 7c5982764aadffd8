package io.tributary.engine.submission;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.engine.download.DownloadId;
import io.tributary.engine.download.DownloadSpec;
import io.tributary.engine.source.SourceReference;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;

/** A request that was looked at, and can be written down. */
record SubmissionDraft(String id, String requestId, String home, DownloadSpec spec) {
  private static final Pattern USER_INFO = Pattern.compile("[A-Za-z]+://[^/?#]*@.*");

  /**
   * @throws TributaryException USAGE when it cannot work, or holds a secret
   */
  static SubmissionDraft of(SubmissionRequest request) {
    ParsedLocator source = ParsedLocator.parse(request.source());
    String shown = source.locator().display();
    refuseSecrets(source, shown);
    if (request.sourceOptions().endpoint().contains("@")) {
      throw secret(shown, "its endpoint holds a user name or password");
    }
    String destination = destination(request.destination());
    SourceReference reference =
        new SourceReference(
            shown,
            source.locator().objectKey(),
            request.sourceOptions(),
            UUID.randomUUID().toString());
    return new SubmissionDraft(
        DownloadId.of(request.home(), destination),
        request.requestId(),
        request.home(),
        new DownloadSpec(reference, destination, request.options(), request.home()));
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

  private static String destination(String text) {
    try {
      Path path = Path.of(text);
      Path normal = path.normalize();
      if (path.isAbsolute() && normal.getFileName() != null && !text.endsWith("/")) {
        return normal.toString();
      }
    } catch (InvalidPathException e) {
      throw wrongDestination(text, "it is no path: " + e.getReason());
    }
    throw wrongDestination(text, "it is not the absolute path of a file");
  }

  private static TributaryException wrongDestination(String text, String reason) {
    return new Failure(
            FailureKind.USAGE,
            "download to",
            text,
            reason,
            "name the file with its full path, such as /data/file")
        .asException();
  }
}
