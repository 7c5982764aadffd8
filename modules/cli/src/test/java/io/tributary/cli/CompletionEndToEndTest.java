package io.tributary.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

public final class CompletionEndToEndTest extends JUnitSuite {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path script(String shell) throws IOException {
    Outcome outcome = new Launcher(folder.getRoot().toPath()).run("completion " + shell);
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    return Files.writeString(folder.getRoot().toPath().resolve(shell), outcome.out());
  }

  private static Outcome shell(List<String> command) throws IOException {
    return Launcher.end(new ProcessBuilder(command).start());
  }

  @Test
  public void bashCompletesOptionsAndTheirWords() throws IOException {
    // Words of options must not mix, which they do when two options share a label.
    String use =
        "source "
            + script("bash")
            + "; COMP_WORDS=(tributary get --if-exists ''); COMP_CWORD=3;"
            + " _complete_tributary; echo ${COMPREPLY[*]}";
    Outcome outcome = shell(List.of("bash", "-c", use));
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    assertEquals("overwrite skip fail newer", outcome.out().strip());
  }

  @Test
  public void zshReadsItsScriptWhereThereIsAZsh() throws IOException {
    Path script = script("zsh");
    assertTrue(Files.readString(script).startsWith("autoload -U +X compinit"));
    Outcome found = shell(List.of("sh", "-c", "command -v zsh || true"));
    assertTrue("zsh is installed", !found.out().isBlank() || System.getenv("CI") == null);
    if (!found.out().isBlank()) {
      Outcome outcome = shell(List.of("zsh", "-n", script.toString()));
      assertEquals(outcome.toString(), 0, outcome.exitCode());
    }
  }
}
