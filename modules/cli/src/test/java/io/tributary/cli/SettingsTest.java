package io.tributary.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** The command line before the environment before the file before the default. */
public final class SettingsTest extends JUnitSuite {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path home;
  private Path file;

  @Before
  public void prepare() throws IOException {
    home = folder.getRoot().toPath();
    file = Files.createDirectories(home.resolve(".config/tributary")).resolve("config");
  }

  /** Which of the wrong values is complained about tells which one counts. */
  private String complaint(InProcess tributary, String options) {
    Outcome outcome = tributary.run("get " + options + "http://127.0.0.1:1/x " + home + "/none/x");
    return outcome.err();
  }

  @Test
  public void theCommandLineComesFirst() throws IOException {
    Files.writeString(file, "lanes = 1001\n");
    InProcess tributary = new InProcess(home).with("TRIBUTARY_LANES", "1002");
    String said = complaint(tributary, "--lanes 1003 ");
    assertTrue(said, said.contains("'1003'") && !said.contains("from TRIBUTARY_LANES"));
  }

  @Test
  public void theEnvironmentComesBeforeTheFileAndIsNamed() throws IOException {
    Files.writeString(file, "lanes = 1001\n");
    String said = complaint(new InProcess(home).with("TRIBUTARY_LANES", "1002"), "");
    assertTrue(said, said.contains("'1002'") && said.contains("(from TRIBUTARY_LANES)"));
  }

  @Test
  public void theFileComesBeforeTheDefaultAndIsNamedWithItsLine() throws IOException {
    Files.writeString(file, "# a comment\nlanes = 1001\n");
    String said = complaint(new InProcess(home), "");
    assertTrue(said, said.contains("'1001'") && said.contains("(from " + file + ":2)"));
  }

  @Test
  public void withoutAnyTheDefaultHolds() {
    String said = complaint(new InProcess(home), "");
    assertTrue(said, said.contains("there is no directory"));
  }

  @Test
  public void anUnknownKeyIsAnErrorThatNamesTheClosestKnownOne() throws IOException {
    Files.writeString(file, "lanes = 4\npart-sise = 1MiB\n");
    Outcome outcome = new InProcess(home).run("state list");
    assertEquals(outcome.toString(), 2, outcome.exitCode());
    assertTrue(outcome.err(), outcome.err().contains("line 2: unknown key 'part-sise'"));
    assertTrue(outcome.err(), outcome.err().contains("did you mean 'part-size'?"));
  }

  @Test
  public void aKeyThatMeansOneRunOnlyIsUnknown() throws IOException {
    Files.writeString(file, "checksum = \"md5:0\"\n");
    assertEquals(2, new InProcess(home).run("state list").exitCode());
  }

  @Test
  public void aFileThatIsNamedMustBeThere() {
    Outcome outcome = new InProcess(home).run("state list --config " + home + "/none");
    assertEquals(outcome.toString(), 2, outcome.exitCode());
    assertEquals(
        2, new InProcess(home).with("TRIBUTARY_CONFIG", "/none").run("state list").exitCode());
  }

  @Test
  public void aFileThatIsNotHoconIsAnErrorWithoutItsContent() throws IOException {
    Files.writeString(file, "header = \"Authorization: hidden\nlanes = {\n");
    Outcome outcome = new InProcess(home).run("state list");
    assertEquals(outcome.toString(), 2, outcome.exitCode());
    assertTrue(outcome.err(), !outcome.err().contains("hidden"));
  }

  @Test
  public void aFileWithoutMeasureIsAnError() throws IOException {
    for (String text :
        List.of(
            "a = " + "[".repeat(200_000),
            "a.".repeat(300_000) + "a = 1",
            "a.".repeat(600_000),
            "{a:".repeat(9999))) {
      Files.writeString(file, text);
      Outcome outcome = new InProcess(home).run("state list");
      assertEquals(outcome.toString(), 2, outcome.exitCode());
      assertEquals(outcome.toString(), 1, outcome.err().lines().count());
      assertTrue(outcome.err(), outcome.err().contains("use the configuration file " + file));
    }
    assertEquals(2, new InProcess(home).run("state list --config /dev/zero").exitCode());
  }

  @Test
  public void aSwitchOfTheFileCanBeTakenBack() throws IOException {
    Files.writeString(file, "json = true\n");
    assertTrue(new InProcess(home).run("state list").out().startsWith("{\"downloads\":["));
    assertEquals("", new InProcess(home).run("state list --json=false").out());
    assertTrue(new InProcess(home).run("state list --json").out().startsWith("{"));
  }
}
