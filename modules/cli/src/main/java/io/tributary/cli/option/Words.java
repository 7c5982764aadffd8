package io.tributary.cli.option;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

/** Enum constants as words of the command line: lower case, hyphens. */
public final class Words {
  private Words() {}

  static List<String> of(Class<?> type) {
    return Arrays.stream(type.getEnumConstants()).map(Words::word).toList();
  }

  public static String word(Object constant) {
    return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static <E extends Enum<E>> E parse(Class<E> type, String text) {
    for (E constant : type.getEnumConstants()) {
      if (word(constant).equals(text.strip().toLowerCase(Locale.ROOT))) {
        return constant;
      }
    }
    throw new TypeConversionException("'" + text + "' is none of " + String.join(", ", of(type)));
  }

  /**
   * Makes help and completion offer the words instead of the constants' names, and lets a switch
   * that the environment or the configuration file turns on be taken back with {@code =false}.
   */
  public static void offer(CommandSpec command) {
    for (OptionSpec option : List.copyOf(command.options())) {
      if (option.type().isEnum()) {
        replace(command, option, b -> b.completionCandidates(of(option.type())));
      } else if (option.type() == boolean.class && !option.usageHelp() && !option.versionHelp()) {
        replace(command, option, b -> b.arity("0..1").fallbackValue("true").paramLabel("false"));
      }
    }
  }

  private static void replace(
      CommandSpec command, OptionSpec option, UnaryOperator<OptionSpec.Builder> change) {
    command.remove(option);
    command.addOption(change.apply(OptionSpec.builder(option)).build());
  }
}
