package io.tributary.cli.option;

import io.tributary.core.display.DisplayText;
import io.tributary.core.locator.BucketLocator;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceOptionsBuilder;
import io.tributary.storage.SourceSecrets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/**
 * The options that say how to reach an object; shared by {@code get}, {@code stat}, {@code cat}.
 */
public final class SourceArguments {

  @Option(
      names = "--endpoint",
      paramLabel = "URL",
      description = "s3://, oss://: URL or host name of the service. Default: from --region.")
  String endpoint = "";

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description =
          "s3://, oss://: such as eu-central-1 or cn-hangzhou; oss:// with signature v4 needs it.")
  String region = "";

  @Option(
      names = "--signature",
      paramLabel = "SIGNATURE",
      description = "oss://: how requests are signed: v4 or v1. Default: v4.")
  SourceOptions.Signature signature = SourceOptions.Signature.V4;

  @Option(
      names = "--addressing",
      paramLabel = "STYLE",
      description =
          "s3://, oss://: where the bucket's name goes: auto, virtual, path or cname. Default: auto.")
  SourceOptions.Addressing addressing = SourceOptions.Addressing.AUTO;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "s3://, oss://: a profile of the credentials file.")
  String profile = "";

  @Option(names = "--no-sign-request", description = "s3://, oss://: send no credentials.")
  boolean anonymous;

  @Option(
      names = "--version-id",
      paramLabel = "ID",
      description = "s3://, oss://: this version of the object.")
  String versionId = "";

  @Option(names = "--request-payer", description = "s3://, oss://: agree to pay for the request.")
  boolean requestPayer;

  @Option(
      names = "--traffic-limit",
      paramLabel = "BITS",
      converter = TrafficLimit.class,
      description = "oss://: the service's own limit per connection, 819200 to 838860800 bit/s.")
  long trafficLimitBits;

  @Option(
      names = "--range-behavior",
      paramLabel = "BEHAVIOR",
      description =
          "oss://: standard or legacy (x-oss-range-behavior is not sent). Default: standard.")
  SourceOptions.RangeBehavior rangeBehavior = SourceOptions.RangeBehavior.STANDARD;

  @Option(
      names = "--header",
      paramLabel = "'NAME: VALUE'|@FILE",
      description = {
        "A further request header; may be given again. @FILE reads headers from a file, one a line:"
            + " use it, or TRIBUTARY_HEADER, for secrets, because others can see command lines."
      })
  List<String> headers = new ArrayList<>();

  @Option(
      names = "--proxy",
      paramLabel = "URL",
      description =
          "http://[user:password@]host:port. Default: https_proxy, http_proxy, no_proxy of the"
              + " environment.")
  String proxy = "";

  @Option(names = "--insecure", description = "Do not check the server's certificate.")
  boolean insecure;

  @Option(
      names = "--ca-file",
      paramLabel = "PEM",
      description = "Certificate authorities to trust besides the system's.")
  Path caFile;

  @Option(
      names = "--allow-private-redirects",
      description = "Follow redirects to private and loopback addresses too.")
  boolean allowPrivateRedirects;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      converter = Converters.Timeout.class,
      description =
          "How long to wait for a connection or an answer (default: 30s), and how long a connection"
              + " may all but stand still (default: 20s).")
  Duration timeout;

  /** How long a connection may stay below the least throughput. */
  Duration stallTimeout() {
    return timeout == null ? DownloadOptions.defaults().stallTimeout() : timeout;
  }

  /** For what has no versions. */
  public void requireNoVersion(String reason) {
    if (!versionId.isEmpty()) {
      throw Usage.option("--version-id", reason, "leave it out");
    }
  }

  /** The locator, with {@code --version-id} in it. */
  public ParsedLocator locator(ParsedLocator given) {
    if (versionId.isEmpty()) {
      return given;
    }
    if (given.locator() instanceof BucketLocator bucket) {
      return new ParsedLocator(
          new BucketLocator(bucket.scheme(), bucket.bucket(), bucket.key(), versionId), "");
    }
    throw Usage.option(
        "--version-id", "it is for s3:// and oss:// only", "put it into the URL's query");
  }

  public SourceOptions options() {
    SourceOptionsBuilder options =
        SourceOptions.builder()
            .endpoint(endpoint)
            .region(region)
            .signature(signature)
            .addressing(addressing)
            .profile(profile)
            .anonymous(anonymous)
            .requestPayer(requestPayer)
            .trafficLimitBits(trafficLimitBits)
            .rangeBehavior(rangeBehavior)
            .insecure(insecure)
            .caFile(authorities())
            .allowPrivateRedirects(allowPrivateRedirects);
    return timeout == null ? options.build() : options.timeout(timeout).build();
  }

  /** Looked for at once: a redirect may need it when half of the work is done. */
  private String authorities() {
    if (caFile == null) {
      return "";
    }
    if (!Files.isReadable(caFile) || Files.isDirectory(caFile)) {
      throw Usage.option(
          "--ca-file",
          "the file '" + DisplayText.escape(caFile.toString()) + "' cannot be read",
          "check its name and permissions");
    }
    return caFile.toAbsolutePath().toString();
  }

  public SourceSecrets secrets(ParsedLocator source) {
    return new SourceSecrets(source.url(), HeaderArgument.parse(headers), proxy);
  }
}
