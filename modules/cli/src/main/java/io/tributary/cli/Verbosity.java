package io.tributary.cli;

import io.tributary.cli.option.OutputArguments;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** How much a verb is to log: a node, which nobody watches, something in any case. */
final class Verbosity {
  private Verbosity() {}

  static int of(ParseResult verb) {
    for (CommandSpec mixin : verb.commandSpec().mixins().values()) {
      if (mixin.userObject() instanceof OutputArguments output) {
        boolean serving = verb.commandSpec().name().equals(NodeCommand.NAME);
        return serving && !output.quiet() ? output.verbosity() + 1 : output.verbosity();
      }
    }
    return 0;
  }
}
