package io.tributary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.option.JobArguments;
import io.tributary.cli.option.JobSource;
import io.tributary.cli.option.OutputArguments;
import io.tributary.cli.option.ProgramArguments;
import io.tributary.cli.option.ReportArguments;
import io.tributary.cli.option.SourceArguments;
import io.tributary.cli.option.SourceText;
import io.tributary.cli.option.TransferArguments;
import io.tributary.cli.option.TwoArguments;
import io.tributary.cli.option.Usage;
import io.tributary.cli.remote.DownloadText;
import io.tributary.cli.remote.ServerArguments;
import io.tributary.cli.remote.Watching;
import io.tributary.core.locator.FileLocator;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.client.http.ControlClient;
import io.tributary.engine.client.http.RequestJson;
import io.tributary.engine.submission.SubmissionRequest;
import io.tributary.storage.SourceSecrets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tributary submit}: asks a node for a download, which goes on without us. */
@Command(
    name = "submit",
    customSynopsis = {
      "tributary submit [OPTIONS] SOURCE DEST",
      "       tributary submit --recursive [OPTIONS] SOURCE DIR",
      "       tributary submit --manifest FILE [OPTIONS] DIR"
    },
    description = {
      "Ask a node to download an object, or many objects.",
      "The download goes on whatever becomes of this command. The same submit again attaches to it."
    },
    footer = {
      "",
      "Examples:",
      "  tributary submit https://example.org/big.iso /data/big.iso",
      "  tributary submit --watch oss://bucket/key file://node-2/data/key",
      "  tributary submit --recursive --receipt /data/logs.receipt 's3://bucket/logs/*' /data/logs",
      "  tributary submit --manifest s3://bucket/list.txt --failures /data/again.jsonl /data/all"
    })
final class SubmitCommand implements Callable<Integer> {
  private static final String ADVICE = "see 'tributary submit --help'";

  private final Console console;

  @Mixin ServerArguments server;
  @Mixin SourceArguments source;
  @Mixin TransferArguments transfer;
  @Mixin JobArguments job;
  @Mixin ReportArguments report;
  @Mixin OutputArguments output;
  @Mixin ProgramArguments program;

  @Option(names = "--watch", description = "Follow the download to its end.")
  boolean watch;

  @Option(
      names = "--request-id",
      paramLabel = "ID",
      description = "A name for this request: the same one again starts nothing anew.")
  String requestId = "";

  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "SOURCE",
      description =
          "https://…, http://…, s3://bucket/key or oss://bucket/key, without secrets in it.")
  String sourceText;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "DEST",
      description = {
        "The file: an absolute path that the nodes share, or file://NODE/path.",
        "Of many objects the directory, alike."
      })
  String destination;

  SubmitCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (job.manifest().isPresent()) {
      TwoArguments.requireOne(sourceText, destination, ADVICE);
      return many(manifest(job.manifest().get()), sourceText);
    }
    TwoArguments.requireBoth(sourceText, destination, ADVICE);
    if (job.wanted()) {
      return many(JobSource.parse(sourceText, console.in()), destination);
    }
    job.requireNotGiven();
    return one();
  }

  private int one() {
    ParsedLocator parsed = source.locator(SourceText.parse(sourceText, console.in()));
    return submit(
        new SubmissionRequest(
            text(parsed),
            source.options(),
            onNodes(destination),
            "",
            transfer.options(source),
            named()));
  }

  private int many(JobSource from, String directory) {
    source.requireNoVersion("it is for one object");
    if (job.dryRun()) {
      throw Usage.option(
          "--dry-run",
          "it is for whoever waits for what it prints",
          "use 'tributary get --recursive --dry-run' where the directory can be seen");
    }
    JobOptions once = job.options(from.rules(), transfer.options(source));
    JobOptions options =
        job.many().waitsForRestores() ? once.awaitingRestores(once.restoreDays()) : once;
    String listed =
        from.listed().locator() instanceof FileLocator file ? file.path() : text(from.listed());
    return submit(
        new SubmissionRequest(
            listed,
            source.options(),
            onNodes(directory),
            "",
            options.download(),
            named(),
            new SubmissionRequest.Many(
                from.manifest(),
                text(job.many().receipt()),
                text(job.many().failures()),
                options)));
  }

  private static String text(Optional<Path> path) {
    return path.map(Path::normalize).map(Path::toString).orElse("");
  }

  private String named() {
    if (requestId.matches("[A-Za-z0-9_-]{0,64}")) {
      return requestId;
    }
    throw Usage.option(
        "--request-id",
        "it is not 64 letters, digits, '-' and '_' at most",
        "choose another, or leave it out");
  }

  /** A file need not be on this machine: it is the nodes that read it. */
  private JobSource manifest(String text) {
    return text.startsWith("/")
        ? new JobSource(new ParsedLocator(new FileLocator(text), ""), true, List.of())
        : JobSource.ofManifest(text, console.in());
  }

  private int submit(SubmissionRequest request) {
    ControlClient client = server.client();
    JsonNode download = client.post(RequestJson.path(request), RequestJson.of(request));
    if (watch) {
      return new Watching(console, client, report.json(), output.quiet())
          .watch(download.path("id").asText());
    }
    console.out().println(report.json() ? download.toString() : DownloadText.line(download));
    return ExitCode.DONE;
  }

  /** Headers and proxies would be secrets that only this process knows. */
  private String text(ParsedLocator parsed) {
    SourceSecrets secrets = source.secrets(parsed);
    if (!secrets.headers().isEmpty() || !secrets.proxy().isEmpty()) {
      throw Usage.commandLine(
          "--header and --proxy are not for 'submit'",
          "set them up on the nodes, or use 'tributary get'");
    }
    return parsed.url().isEmpty() ? parsed.locator().display() : parsed.url();
  }

  private static String onNodes(String path) {
    return path.startsWith("/") || path.startsWith("file://")
        ? path
        : Path.of(path).toAbsolutePath().normalize().toString();
  }
}
