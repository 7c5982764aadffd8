package io.tributary.cli;

import akka.stream.javadsl.StreamConverters;
import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.option.OrderedArguments;
import io.tributary.cli.option.OutputArguments;
import io.tributary.cli.option.ProgramArguments;
import io.tributary.cli.option.SourceArguments;
import io.tributary.cli.option.SourceText;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.engine.cat.OrderedBytes;
import io.tributary.engine.cat.OrderedOptions;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tributary cat}: an object to standard output, fetched in parallel, written in order. */
@Command(
    name = "cat",
    description = "Write an object to standard output: fetched in parallel, written in order.",
    footer = {
      "",
      "Checksums are compared at the end, when the bytes are written already: trust the output only",
      "when the exit code is 0. A reader that closes the pipe early ends the command with code 0.",
      "",
      "Examples:",
      "  tributary cat https://example.org/logs.gz | zcat | grep ERROR",
      "  tributary cat --range -1000 https://example.org/big.log"
    })
final class CatCommand implements Callable<Integer> {
  private final Console console;

  @Mixin SourceArguments source;
  @Mixin OrderedArguments ordered;
  @Mixin OutputArguments output;
  @Mixin ProgramArguments program;

  @Parameters(
      paramLabel = "SOURCE",
      description =
          "https://…, http://…, s3://bucket/key or oss://bucket/key; - reads it from standard input.")
  String sourceText;

  CatCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ParsedLocator parsed = source.locator(SourceText.parse(sourceText, console.in()));
    OrderedOptions options = ordered.options(source);
    try (SourceSystem reading = new SourceSystem()) {
      OrderedBytes.of(reading.open(parsed, source), options, reading.system())
          .runWith(StreamConverters.fromOutputStream(console::data), reading.system())
          .toCompletableFuture()
          .join();
      return ExitCode.DONE;
    } catch (CompletionException e) {
      return ended(e);
    }
  }

  /**
   * Tells a reader that has had enough from a failure of the source or of the disk behind the pipe.
   */
  private static int ended(CompletionException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof TributaryException failure) {
        throw failure;
      }
      if (cause instanceof IOException io) {
        return StandardOutput.ended(io);
      }
    }
    throw thrown;
  }
}
