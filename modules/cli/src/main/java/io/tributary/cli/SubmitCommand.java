package io.tributary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.option.OutputArguments;
import io.tributary.cli.option.ProgramArguments;
import io.tributary.cli.option.ReportArguments;
import io.tributary.cli.option.SourceArguments;
import io.tributary.cli.option.SourceText;
import io.tributary.cli.option.TransferArguments;
import io.tributary.cli.option.Usage;
import io.tributary.cli.remote.ControlClient;
import io.tributary.cli.remote.DownloadText;
import io.tributary.cli.remote.ServerArguments;
import io.tributary.cli.remote.SubmitJson;
import io.tributary.cli.remote.Watching;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.storage.SourceSecrets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tributary submit}: asks a node for a download, which goes on without us. */
@Command(
    name = "submit",
    description = {
      "Ask a node to download an object.",
      "The download goes on whatever becomes of this command. The same submit again attaches to it."
    },
    footer = {
      "",
      "Examples:",
      "  tributary submit https://example.org/big.iso /data/big.iso",
      "  tributary submit --watch oss://bucket/key file://node-2/data/key"
    })
final class SubmitCommand implements Callable<Integer> {
  private final Console console;

  @Mixin ServerArguments server;
  @Mixin SourceArguments source;
  @Mixin TransferArguments transfer;
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
      paramLabel = "SOURCE",
      description =
          "https://…, http://…, s3://bucket/key or oss://bucket/key, without secrets in it.")
  String sourceText;

  @Parameters(
      index = "1",
      paramLabel = "DEST",
      description = "The file: an absolute path that the nodes share, or file://NODE/path.")
  String destination;

  SubmitCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ParsedLocator parsed = source.locator(SourceText.parse(sourceText, console.in()));
    DownloadOptions options = transfer.options(source);
    String body =
        SubmitJson.of(
            text(parsed),
            source.options(),
            destination(),
            options,
            options.range().map(Object::toString).orElse(""),
            requestId);
    ControlClient client = server.client();
    JsonNode download = client.post("/v1/downloads", body);
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

  private String destination() {
    return destination.startsWith("/") || destination.startsWith("file://")
        ? destination
        : Path.of(destination).toAbsolutePath().normalize().toString();
  }
}
