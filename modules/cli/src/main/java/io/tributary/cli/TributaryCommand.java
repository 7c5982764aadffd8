package io.tributary.cli;

import io.tributary.cli.option.ProgramArguments;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tributary} itself: what its verbs are. */
@Command(
    name = "tributary",
    description = "Downloads objects: fast, resumable after any crash, verified.",
    versionProvider = VersionText.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done, 1 some of many objects failed, 2 usage, 3 not found, 4 access denied,",
      "5 source changed, 6 integrity, 7 network, 8 local disk, 9 destination busy, 10 state unusable,",
      "130 interrupted.",
      "Options can also be given as TRIBUTARY_… in the environment, and in the configuration file.",
      "",
      "Examples:",
      "  tributary get https://example.org/big.iso ./",
      "  tributary node --config config/local.conf",
      "  tributary get --help"
    })
final class TributaryCommand {
  @Mixin ProgramArguments program;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  boolean version;
}
