package io.tributary.cli;

import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.option.ProgramArguments;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tributary completion}: a script for the shell. */
@Command(
    name = "completion",
    description = "Print a script that completes commands and options.",
    footer = {
      "",
      "bash:  tributary completion bash > ~/.local/share/bash-completion/completions/tributary",
      "zsh:   tributary completion zsh > ~/.tributary-completion; source it in ~/.zshrc"
    })
final class CompletionCommand implements Callable<Integer> {

  /** The shells that are supported. */
  enum Shell {
    BASH,
    ZSH
  }

  /** The script is one of bash; zsh reads it once its own emulation of bash is on. */
  private static final String ZSH_HEAD =
      """
      autoload -U +X compinit && compinit
      autoload -U +X bashcompinit && bashcompinit
      """;

  private final Console console;
  @Spec CommandSpec command;
  @Mixin ProgramArguments program;

  @Parameters(paramLabel = "bash|zsh", description = "The shell.")
  Shell shell;

  CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    CommandLine root = command.root().commandLine();
    String script = AutoComplete.bash("tributary", root);
    console.out().print(shell == Shell.ZSH ? ZSH_HEAD + script : script);
    return ExitCode.DONE;
  }
}
