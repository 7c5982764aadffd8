package io.tributary.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A manual page in man(7)'s roff, made of what a command says of itself with --help. */
final class ManPage {
  private static final String EXAMPLES = "Examples:";

  private final CommandSpec command;
  private final Help help;
  private final StringBuilder page = new StringBuilder();

  private ManPage(CommandLine command) {
    this.command = command.getCommandSpec();
    this.help = command.getHelp();
  }

  /** {@code tributary-state-list} of {@code tributary state list}. */
  static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName("-");
  }

  static String of(CommandLine command) {
    return new ManPage(command).write();
  }

  private String write() {
    String name = name(command.commandLine());
    List<String> description = Arrays.asList(command.usageMessage().description());
    page.append(".\\\" Made of the command's own help by ManPagesTest.\n");
    macro("TH", name.toUpperCase(Locale.ROOT), "1", "", "Tributary", "Tributary");
    macro("SH", "NAME");
    text(name + " - " + description.get(0).replaceFirst("\\.$", ""));
    macro("SH", "SYNOPSIS");
    verbatim(help.synopsis(0).lines().map(String::strip).toList());
    macro("SH", "DESCRIPTION");
    paragraphs(description);
    entries("COMMANDS", commands());
    entries("ARGUMENTS", arguments());
    entries("OPTIONS", options());
    footer(Arrays.asList(command.usageMessage().footer()));
    seeAlso();
    return page.toString();
  }

  /** What is explained, and how. */
  private record Entry(String term, List<String> text) {}

  private List<Entry> commands() {
    return command.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .map(verb -> new Entry(verb.name(), List.of(verb.usageMessage().description()[0])))
        .toList();
  }

  private List<Entry> arguments() {
    return command.positionalParameters().stream()
        .filter(argument -> !argument.hidden())
        .map((PositionalParamSpec it) -> new Entry(it.paramLabel(), List.of(it.description())))
        .toList();
  }

  private List<Entry> options() {
    return command.options().stream()
        .filter(option -> !option.hidden())
        .sorted(Comparator.comparing(OptionSpec::longestName))
        .map(option -> new Entry(term(option), List.of(option.description())))
        .toList();
  }

  private String term(OptionSpec option) {
    return String.join(", ", option.names()) + label(option);
  }

  private String label(ArgSpec argument) {
    return help.parameterLabelRenderer()
        .renderParameterLabel(argument, Ansi.OFF, List.of())
        .toString();
  }

  private void entries(String heading, List<Entry> entries) {
    if (!entries.isEmpty()) {
      macro("SH", heading);
    }
    for (Entry entry : entries) {
      macro("TP");
      page.append("\\fB").append(escaped(entry.term())).append("\\fR\n");
      text(String.join(" ", entry.text()));
    }
  }

  /** Examples are shown as they are; what stands before them is prose. */
  private void footer(List<String> lines) {
    int examples = lines.indexOf(EXAMPLES);
    List<String> prose =
        lines.subList(0, examples < 0 ? lines.size() : examples).stream()
            .filter(line -> !line.isBlank())
            .toList();
    if (!prose.isEmpty()) {
      macro("SH", "NOTES");
      verbatim(prose);
    }
    if (examples >= 0) {
      macro("SH", "EXAMPLES");
      verbatim(lines.subList(examples + 1, lines.size()).stream().map(String::strip).toList());
    }
  }

  private void seeAlso() {
    List<CommandLine> others = new ArrayList<>(command.subcommands().values());
    if (command.parent() != null) {
      others.add(0, command.parent().commandLine());
    }
    macro("SH", "SEE ALSO");
    text(others.stream().map(it -> name(it) + "(1)").collect(Collectors.joining(", ")));
  }

  private void paragraphs(List<String> paragraphs) {
    for (String paragraph : paragraphs) {
      macro("PP");
      text(paragraph);
    }
  }

  private void verbatim(List<String> lines) {
    macro("nf");
    lines.forEach(this::text);
    macro("fi");
  }

  private void text(String text) {
    text.lines().forEach(line -> page.append(escaped(line)).append('\n'));
  }

  private void macro(String name, String... arguments) {
    page.append('.').append(name);
    for (String argument : arguments) {
      page.append(" \"").append(escaped(argument)).append('"');
    }
    page.append('\n');
  }

  /** Hyphens stay those of commands, and a line that begins like a request is text. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder(text.startsWith(".") ? "\\&" : "");
    text.codePoints().forEach(character -> escaped.append(escaped(character)));
    return escaped.toString();
  }

  private static String escaped(int character) {
    return switch (character) {
      case '\\' -> "\\e";
      case '-' -> "\\-";
      case '\'' -> "\\(aq";
      default -> character < 128 ? Character.toString(character) : "\\[u%04X]".formatted(character);
    };
  }
}
