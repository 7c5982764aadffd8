package io.tributary.cli;

import io.tributary.cli.config.ClosestName;
import io.tributary.cli.config.Settings;
import io.tributary.cli.config.SettingsFile;
import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.Interruption;
import io.tributary.cli.log.LogFormat;
import io.tributary.cli.option.CommandTree;
import io.tributary.cli.option.Usage;
import io.tributary.core.failure.TributaryException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Puts the verbs together, and turns what picocli has to say into one line each. */
final class Commands {
  private static final String CONFIG = "--config";

  private final CommandLine root;
  private Settings settings = new Settings(java.util.Map.of(), java.util.Map.of());

  private Commands(CommandLine root) {
    this.root = root;
  }

  static Commands of(Console console, Interruption interruption) {
    CommandLine root = new CommandLine(new TributaryCommand());
    root.addSubcommand(new GetCommand(console, interruption));
    root.addSubcommand(new StatCommand(console));
    root.addSubcommand(new CatCommand(console));
    root.addSubcommand(new LsCommand(console));
    root.addSubcommand(new VerifyCommand(console, interruption));
    root.addSubcommand(new RepairCommand(console, interruption));
    CommandLine state = new CommandLine(new StateCommand());
    state.addSubcommand(new StateListCommand(console));
    state.addSubcommand(new StateShowCommand(console));
    state.addSubcommand(new StateCleanCommand(console));
    root.addSubcommand(state);
    root.addSubcommand(new NodeCommand(console, interruption));
    root.addSubcommand(new SubmitCommand(console));
    root.addSubcommand(new ListCommand(console));
    root.addSubcommand(new ShowCommand(console));
    root.addSubcommand(new WatchCommand(console));
    root.addSubcommand(new PauseCommand(console));
    root.addSubcommand(new ResumeCommand(console));
    root.addSubcommand(new CancelCommand(console));
    root.addSubcommand(new ChangeCommand(console));
    root.addSubcommand(new ClusterCommand(console));
    root.addSubcommand(new ReadyCommand());
    root.addSubcommand(new LimitsCommand(console));
    root.addSubcommand(new CompletionCommand(console));
    root.registerConverter(
        CompletionCommand.Shell.class,
        text -> CommandTree.word(CompletionCommand.Shell.class, text));
    root.registerConverter(LogFormat.class, text -> CommandTree.word(LogFormat.class, text));
    CommandTree.prepare(root, console.out(), console.err());
    return new Commands(root);
  }

  /**
   * Understands the arguments; nothing is executed.
   *
   * @throws TributaryException of kind USAGE
   */
  CommandLine.ParseResult parse(String[] arguments, Console console) {
    Optional<Path> named = configFile(arguments, console);
    settings =
        new Settings(console.environment(), SettingsFile.read(named, console.environment(), root));
    CommandTree.defaults(root, settings);
    try {
      return root.parseArgs(arguments);
    } catch (ParameterException e) {
      throw refused(e, arguments);
    }
  }

  CommandLine root() {
    return root;
  }

  /** The file's name is needed before the arguments can be understood. */
  private static Optional<Path> configFile(String[] arguments, Console console) {
    String name = console.environment("TRIBUTARY_CONFIG");
    if (arguments.length > 0 && arguments[0].equals(NodeCommand.NAME)) {
      // Its --config is another file: that of the node.
      return Optional.empty();
    }
    for (int index = 0; index < arguments.length && !arguments[index].equals("--"); index++) {
      if (arguments[index].startsWith(CONFIG + "=")) {
        name = arguments[index].substring(CONFIG.length() + 1);
      } else if (arguments[index].equals(CONFIG) && index + 1 < arguments.length) {
        name = arguments[index + 1];
      }
    }
    try {
      return name.isEmpty() ? Optional.empty() : Optional.of(Path.of(name));
    } catch (InvalidPathException e) {
      throw Usage.option(CONFIG, "it is not a path that this system can express", "");
    }
  }

  /** Arguments may be secrets: a text is only shown where it can be none. */
  private TributaryException refused(ParameterException thrown, String[] arguments) {
    CommandLine verb = thrown.getCommandLine();
    String advice = "see '" + verb.getCommandSpec().qualifiedName() + " --help'";
    if (thrown instanceof UnmatchedArgumentException unmatched) {
      return unmatched(verb, unmatched.getUnmatched().get(0), advice);
    }
    if (thrown.getArgSpec() instanceof OptionSpec option
        && !(thrown instanceof MissingParameterException)) {
      return Usage.option(option.longestName(), reason(thrown) + origin(option, arguments), advice);
    }
    String message = firstLine(thrown.getMessage()).replaceFirst("^Error: ", "");
    return Usage.commandLine(lowerCase(message), advice);
  }

  private static TributaryException unmatched(CommandLine verb, String text, String advice) {
    if (verb.getSubcommands().isEmpty() && !text.startsWith("-")) {
      return Usage.commandLine("there is one argument too many", advice);
    }
    String name = text.startsWith("-") ? text.replaceFirst("=.*", "") : text;
    List<String> names = text.startsWith("-") ? optionNames(verb) : verbNames(verb);
    String what = text.startsWith("-") ? "option" : "command";
    if (what.equals("command") && !name.matches("[a-z]{1,20}")) {
      return Usage.commandLine("it does not begin with a command", advice);
    }
    return Usage.commandLine(
        "there is no " + what + " '" + name + "'",
        ClosestName.to(name, names)
            .map(closest -> "did you mean '" + closest + "'?")
            .orElse(advice));
  }

  private static List<String> optionNames(CommandLine verb) {
    return verb.getCommandSpec().options().stream().map(OptionSpec::longestName).toList();
  }

  private static List<String> verbNames(CommandLine verb) {
    return List.copyOf(verb.getSubcommands().keySet());
  }

  /** Without picocli's preface, which repeats the option. */
  private static String reason(ParameterException thrown) {
    String message = firstLine(thrown.getMessage());
    int preface = message.indexOf("): ");
    if (preface < 0) {
      preface = message.indexOf("': ") - 1 + "'".length();
    }
    String prefix = "Invalid value for option ";
    return message.startsWith(prefix) && preface > 0
        ? message.substring(preface + 3)
        : lowerCase(message);
  }

  private String origin(OptionSpec option, String[] arguments) {
    boolean given =
        Arrays.stream(option.names())
            .anyMatch(name -> Arrays.stream(arguments).anyMatch(text -> text.startsWith(name)));
    return given ? "" : settings.origin(option).map(o -> " (from " + o + ")").orElse("");
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("");
  }

  private static String lowerCase(String text) {
    return text.isEmpty() ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
  }
}
