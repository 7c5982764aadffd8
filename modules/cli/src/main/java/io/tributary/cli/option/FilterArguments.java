package io.tributary.cli.option;

import io.tributary.core.filter.FilterRule;
import io.tributary.core.filter.KeyFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import java.util.function.Function;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say which objects of many are wanted. */
public final class FilterArguments {
  /** Of both options, as they come on the command line: the first that matches decides. */
  private final List<FilterRule> rules = new ArrayList<>();

  @Option(
      names = "--include",
      paramLabel = "PATTERN",
      parameterConsumer = Including.class,
      description =
          "Take what matches, as rsync does: of all --include and --exclude the first that matches"
              + " decides, and what none matches is taken.")
  List<FilterRule> included = rules;

  @Option(
      names = "--exclude",
      paramLabel = "PATTERN",
      parameterConsumer = Excluding.class,
      description = "Leave out what matches: *.tmp, /at/the/top/*, directory/, **/a?[0-9].")
  List<FilterRule> excluded = rules;

  @Option(
      names = "--min-size",
      paramLabel = "SIZE",
      converter = Converters.Size.class,
      description = "Only objects of this size and more.")
  Long minSizeBytes;

  @Option(
      names = "--max-size",
      paramLabel = "SIZE",
      converter = Converters.Size.class,
      description = "Only objects of this size and less.")
  Long maxSizeBytes;

  @Option(
      names = "--newer-than",
      paramLabel = "TIME",
      converter = PointInTime.class,
      description = "Only what was modified since: 7d, 2026-11-01 or 2026-11-01T08:00:00Z.")
  PointInTime.Given from;

  @Option(
      names = "--older-than",
      paramLabel = "TIME",
      converter = PointInTime.class,
      description = "Only what was modified before.")
  PointInTime.Given before;

  /** Whether any of them was given. */
  boolean given() {
    return !rules.isEmpty()
        || minSizeBytes != null
        || maxSizeBytes != null
        || from != null
        || before != null;
  }

  /** Whether there is an {@code --include}. */
  boolean including() {
    return rules.stream().anyMatch(rule -> rule.action() == FilterRule.Action.INCLUDE);
  }

  /**
   * @param last rules that come after those of the command line
   */
  KeyFilter filter(List<FilterRule> last) {
    List<FilterRule> all = new ArrayList<>(rules);
    all.addAll(last);
    try {
      return new KeyFilter(
          all,
          minSizeBytes == null ? 0 : minSizeBytes,
          maxSizeBytes == null ? Long.MAX_VALUE : maxSizeBytes,
          from == null ? null : from.at(),
          before == null ? null : before.at(),
          from == null ? "" : from.age(),
          before == null ? "" : before.age());
    } catch (IllegalArgumentException e) {
      throw Usage.commandLine(e.getMessage(), "");
    }
  }

  /** Puts a pattern behind those before it, of whichever option. */
  private static void add(
      Stack<String> words, ArgSpec option, CommandSpec command, Function<String, FilterRule> rule) {
    if (words.isEmpty()) {
      throw new ParameterException(command.commandLine(), "it needs a pattern", option, "");
    }
    String pattern = words.pop();
    try {
      List<FilterRule> rules = option.getValue();
      rules.add(rule.apply(pattern));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), option, pattern);
    }
  }

  static final class Including implements IParameterConsumer {
    @Override
    public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
      add(words, option, command, FilterRule::including);
    }
  }

  static final class Excluding implements IParameterConsumer {
    @Override
    public void consumeParameters(Stack<String> words, ArgSpec option, CommandSpec command) {
      add(words, option, command, FilterRule::excluding);
    }
  }
}
