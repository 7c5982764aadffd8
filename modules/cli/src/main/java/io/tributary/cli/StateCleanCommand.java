package io.tributary.cli;

import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.option.ProgramArguments;
import io.tributary.cli.option.StateArguments;
import io.tributary.cli.option.Usage;
import io.tributary.core.display.DisplayText;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.journal.StateDirectory;
import io.tributary.engine.journal.StateEntry;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tributary state clean}: forgets unfinished downloads. */
@Command(
    name = "clean",
    description = {
      "Forget unfinished downloads and jobs, and delete their temporary files.",
      "Downloads that are running stay. Databases that were damaged and set aside go, too."
    })
final class StateCleanCommand implements Callable<Integer> {

  private final Console console;

  @Parameters(paramLabel = "DEST", arity = "0..*", description = "The files they were to become.")
  List<Path> destinations = List.of();

  @Option(names = "--all", description = "All of them.")
  boolean all;

  @Mixin StateArguments state;
  @Mixin ProgramArguments program;

  StateCleanCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (all != destinations.isEmpty()) {
      throw Usage.commandLine("it must say which: either DEST…, or --all", "");
    }
    Path directory = state.directory(console.environment());
    List<StateEntry> chosen =
        all
            ? UnfinishedDownloads.list(directory)
            : destinations.stream()
                .flatMap(dest -> UnfinishedDownloads.findAll(directory, dest).stream())
                .toList();
    int exitCode = ExitCode.DONE;
    for (StateEntry entry : chosen) {
      if (!clean(StateDirectory.open(directory), entry) && !all) {
        exitCode = ExitCode.of(FailureKind.DESTINATION_BUSY);
      }
    }
    return exitCode;
  }

  private boolean clean(StateDirectory directory, StateEntry entry) {
    String name =
        DisplayText.escape(
            entry.destination().isEmpty() ? entry.database().toString() : entry.destination());
    try {
      LeftOver.delete(directory, entry);
      console.say("forgot " + name);
      return true;
    } catch (TributaryException e) {
      if (e.kind() != FailureKind.DESTINATION_BUSY) {
        throw e;
      }
      console.say(e.failure().oneLine());
      return false;
    }
  }
}
