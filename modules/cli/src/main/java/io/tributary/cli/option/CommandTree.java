package io.tributary.cli.option;

import io.tributary.cli.config.Settings;
import io.tributary.core.tree.NamePolicy;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.api.Priority;
import io.tributary.storage.SourceOptions;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/** What all commands have in common: converters, help, defaults from elsewhere. */
public final class CommandTree {
  private static final int HELP_COLUMNS = 100;

  private CommandTree() {}

  public static void prepare(CommandLine root, PrintStream out, PrintStream err) {
    each(root, command -> Words.offer(command.getCommandSpec()));
    each(root, command -> command.getCommandSpec().usageMessage().abbreviateSynopsis(true));
    register(root, SourceOptions.Signature.class);
    register(root, SourceOptions.Addressing.class);
    register(root, SourceOptions.RangeBehavior.class);
    register(root, DownloadOptions.IfExists.class);
    register(root, DownloadOptions.OnChange.class);
    register(root, DownloadOptions.Durability.class);
    register(root, DownloadOptions.Verify.class);
    register(root, Priority.class);
    register(root, ProgressArguments.Progress.class);
    register(root, JobOptions.Compare.class);
    register(root, ManyArguments.Restore.class);
    register(root, NamePolicy.class);
    root.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
    root.setErr(new PrintWriter(err, true, StandardCharsets.UTF_8));
    root.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    root.setUsageHelpWidth(HELP_COLUMNS);
    root.setUsageHelpLongOptionsMaxWidth(HELP_COLUMNS / 3);
    root.setAbbreviatedOptionsAllowed(false);
    // Otherwise picocli would put the words of a file in place of --header's @FILE.
    root.setExpandAtFiles(false);
  }

  public static void defaults(CommandLine root, Settings settings) {
    each(root, command -> command.setDefaultValueProvider(settings));
  }

  /** The constant that a word of the command line stands for. */
  public static <E extends Enum<E>> E word(Class<E> type, String text) {
    return Words.parse(type, text);
  }

  private static <E extends Enum<E>> void register(CommandLine root, Class<E> type) {
    root.registerConverter(type, new Converters.Word<>(type));
  }

  private static void each(CommandLine command, java.util.function.Consumer<CommandLine> action) {
    action.accept(command);
    command.getSubcommands().values().forEach(verb -> each(verb, action));
  }
}
