package io.tributary.cli;

import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.launch.Interruption;
import io.tributary.cli.launch.Logging;
import io.tributary.cli.report.DownloadReport;
import io.tributary.core.failure.Failure;
import io.tributary.engine.node.WarmUp;
import java.security.Security;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** The command line's entry: one verb, one exit code. */
public final class Main {
  private static final Set<String> WITH_A_NODE = Set.of("get", "cat", "repair");

  private Main() {}

  /**
   * Ends the process without further ado: what must survive is on disk, and an orderly end of the
   * actor system would only keep the user waiting.
   */
  public static void main(String[] arguments) {
    // Before the first look-up. For 10 s, the default, retries would ask nobody but the cache.
    Security.setProperty("networkaddress.cache.negative.ttl", "1");
    if (arguments.length > 0 && WITH_A_NODE.contains(arguments[0])) {
      WarmUp.settings();
    }
    Console console = Console.ofProcess();
    int exitCode = run(arguments, console, Interruption.listen());
    console.out().flush();
    console.err().flush();
    Runtime.getRuntime().halt(exitCode);
  }

  /** Runs one command within a process that goes on. */
  public static int run(String[] arguments, Console console, Interruption interruption) {
    try {
      return execute(arguments, console, interruption);
    } catch (Error | RuntimeException e) {
      return report(FailureReport.of(e), e, arguments, console);
    }
  }

  private static int execute(String[] arguments, Console console, Interruption interruption) {
    Commands commands = Commands.of(console, interruption);
    ParseResult parsed = commands.parse(arguments, console);
    if (CommandLine.printHelpIfRequested(parsed)) {
      return ExitCode.DONE;
    }
    ParseResult verb = parsed;
    while (verb.hasSubcommand()) {
      verb = verb.subcommand();
    }
    Logging.configure(Verbosity.of(verb));
    if (WITH_A_NODE.contains(verb.commandSpec().name())) {
      WarmUp.libraries();
    }
    Object command = verb.commandSpec().userObject();
    if (command instanceof Callable<?> callable) {
      return call(callable);
    }
    console.err().print(verb.commandSpec().commandLine().getUsageMessage());
    return ExitCode.USAGE;
  }

  private static int call(Callable<?> command) {
    try {
      return (Integer) command.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static int report(
      Failure failure, Throwable thrown, String[] arguments, Console console) {
    console.say(failure.oneLine());
    if (ExitCode.of(failure.kind()) == ExitCode.INTERNAL
        && Arrays.stream(arguments).anyMatch(a -> a.matches("-v+|--verbose"))) {
      thrown.printStackTrace(console.err());
    }
    if (jsonWanted(arguments, console.environment())) {
      console.out().println(DownloadReport.json(null, null, Optional.empty(), 0, failure));
    }
    return ExitCode.of(failure.kind());
  }

  /** Also when the command line could not be understood: a program reads the answer. */
  private static boolean jsonWanted(String[] arguments, Map<String, String> environment) {
    return Arrays.asList(arguments).contains("--json")
        || environment.getOrDefault("TRIBUTARY_JSON", "").equals("true");
  }
}
