package io.tributary.cli;

import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.option.OutputArguments;
import io.tributary.cli.option.ProgramArguments;
import io.tributary.cli.option.SourceArguments;
import io.tributary.cli.option.SourceText;
import io.tributary.cli.report.ListingReport;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.core.retry.RetryPolicy;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.cat.Attempts;
import io.tributary.storage.listing.ListingPage;
import io.tributary.storage.listing.ListingPosition;
import io.tributary.storage.listing.Listings;
import io.tributary.storage.listing.ObjectListing;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tributary ls}: what is under a prefix, or in a directory of a web server. */
@Command(
    name = "ls",
    description = "List objects: one level, or all below it.",
    footer = {
      "",
      "Examples:",
      "  tributary ls s3://bucket/logs/",
      "  tributary ls --recursive --json --region cn-hangzhou oss://bucket",
      "  tributary ls https://example.org/pub/"
    })
final class LsCommand implements Callable<Integer> {
  private final Console console;

  @Mixin SourceArguments source;
  @Mixin OutputArguments output;
  @Mixin ProgramArguments program;

  @Option(
      names = {"-R", "--recursive"},
      description = "All objects below the prefix, not one level.")
  boolean recursive;

  @Option(names = "--json", description = "Print each entry as one JSON object a line.")
  boolean json;

  @Parameters(
      paramLabel = "SOURCE",
      description =
          "s3://bucket/prefix, oss://bucket/prefix, or the URL of a directory index of nginx; - reads"
              + " it from standard input.")
  String sourceText;

  LsCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    source.requireNoVersion("a listing has no version");
    ParsedLocator root = SourceText.parsePrefix(sourceText, console.in());
    // Not closed: what is said at the end goes there, too.
    Writer out = new BufferedWriter(new OutputStreamWriter(console.data(), StandardCharsets.UTF_8));
    try (SourceSystem reading = new SourceSystem()) {
      ObjectListing listing =
          Listings.open(
              root.locator(), recursive, source.options(), source.secrets(root), reading.system());
      Attempts attempts =
          new Attempts(new RetryPolicy(DownloadOptions.defaults().retries()), reading.system());
      Optional<ListingPosition> position = Optional.of(ListingPosition.START);
      while (position.isPresent()) {
        ListingPosition at = position.get();
        ListingPage page = attempts.run(() -> listing.page(at)).toCompletableFuture().join();
        print(page, out);
        position = page.next();
      }
      return ExitCode.DONE;
    } catch (IOException e) {
      return StandardOutput.ended(e);
    }
  }

  private void print(ListingPage page, Writer out) throws IOException {
    for (String line : json ? ListingReport.json(page) : ListingReport.text(page)) {
      out.write(line);
      out.write('\n');
    }
    out.flush();
  }
}
