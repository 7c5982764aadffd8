package io.tributary.cli;

import io.tributary.cli.option.OutputArguments;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** How much a verb is to log. */
final class Verbosity {
  private Verbosity() {}

  static int of(ParseResult verb) {
    for (CommandSpec mixin : verb.commandSpec().mixins().values()) {
      if (mixin.userObject() instanceof OutputArguments output) {
        return output.verbosity();
      }
    }
    return 0;
  }
}
