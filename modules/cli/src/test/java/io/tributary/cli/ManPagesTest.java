package io.tributary.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.cli.launch.Console;
import io.tributary.cli.launch.Interruption;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The manual pages of the distribution are what the commands say of themselves. With {@code
 * -Dtributary.write-pages=true} they are written anew.
 */
public final class ManPagesTest extends JUnitSuite {
  private static final Path PAGES = Path.of("src/main/man").toAbsolutePath();

  private final Map<String, CommandLine> commands = new TreeMap<>();

  public ManPagesTest() {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Console console =
        new Console(
            new ByteArrayInputStream(new byte[0]),
            OutputStream.nullOutputStream(),
            nowhere,
            nowhere,
            Map.of(),
            0);
    add(Commands.of(console, Interruption.listen()).root());
  }

  private void add(CommandLine command) {
    commands.put(ManPage.name(command) + ".1", command);
    command.getSubcommands().values().forEach(this::add);
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(PAGES)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  public void eachCommandHasAPageThatSaysWhatItsHelpSays() throws IOException {
    boolean write = Boolean.getBoolean("tributary.write-pages");
    for (Map.Entry<String, CommandLine> entry : commands.entrySet()) {
      Path file = PAGES.resolve(entry.getKey());
      String page = ManPage.of(entry.getValue());
      if (write) {
        Files.writeString(file, page);
      } else {
        assertEquals("write them anew: -Dtributary.write-pages=true", page, Files.readString(file));
      }
    }
    assertEquals(List.copyOf(commands.keySet()), files());
  }

  @Test
  public void groffHasNothingToSayAboutThem() throws IOException {
    if (there("groff")) {
      for (String page : files()) {
        String file = PAGES.resolve(page).toString();
        assertEquals(page, "", output(List.of("groff", "-man", "-ww", "-Tutf8", "-z", file)));
      }
    }
  }

  @Test
  public void aReaderFindsEachOptionAndArgument() throws IOException {
    if (there("groff")) {
      for (Map.Entry<String, CommandLine> entry : commands.entrySet()) {
        String file = PAGES.resolve(entry.getKey()).toString();
        String shown = output(List.of("groff", "-man", "-Tutf8", "-P-cbou", file));
        for (String name : names(entry.getValue())) {
          assertTrue(name + " in\n" + shown, shown.contains(name));
        }
      }
    }
  }

  private static List<String> names(CommandLine command) {
    List<String> names = new ArrayList<>(command.getSubcommands().keySet());
    for (OptionSpec option : command.getCommandSpec().options()) {
      names.addAll(List.of(option.names()));
    }
    command.getCommandSpec().positionalParameters().forEach(it -> names.add(it.paramLabel()));
    return names;
  }

  private static boolean there(String program) {
    boolean there = InPath.find(program);
    assertTrue(program + " is installed", there || System.getenv("CI") == null);
    return there;
  }

  private static String output(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Outcome outcome = Launcher.end(process);
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    return outcome.out();
  }
}
