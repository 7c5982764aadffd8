package io.tributary.cli;

import io.tributary.cli.option.ProgramArguments;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tributary state}: what is remembered of unfinished downloads. */
@Command(
    name = "state",
    description = "List, show or forget unfinished downloads.",
    synopsisSubcommandLabel = "COMMAND")
final class StateCommand {
  @Mixin ProgramArguments program;
}
