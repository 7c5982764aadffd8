package io.tributary.cli;

import io.tributary.cli.launch.Logging;
import io.tributary.cli.option.OutputArguments;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** How much a verb is to log: a node, which nobody watches, something in any case. */
final class Verbosity {
  private Verbosity() {}

  static int of(ParseResult verb) {
    for (CommandSpec mixin : verb.commandSpec().mixins().values()) {
      if (mixin.userObject() instanceof OutputArguments output) {
        return of(output, verb.commandSpec().name().equals(NodeCommand.NAME));
      }
    }
    return 0;
  }

  static int of(OutputArguments output, boolean serving) {
    int asked = output.verbosity();
    if (!serving) {
      return asked;
    }
    return output.quiet() ? Logging.ERRORS : Math.min(2, asked + 1);
  }
}
