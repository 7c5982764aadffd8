package io.tributary.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValue;
import io.tributary.cli.launch.ExitCode;
import io.tributary.server.settings.AkkaSettings;
import io.tributary.server.settings.NodeFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** config/systemd/tributary.service, as systemd reads it, and what a node needs of it. */
public final class SystemdUnitTest extends JUnitSuite {
  private static final Path CONFIG = Path.of("../../config").toAbsolutePath().normalize();
  private static final Path UNIT = CONFIG.resolve("systemd/tributary.service");
  private static final String PHASES = "akka.coordinated-shutdown.phases";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private static String setting(String name) throws IOException {
    List<String> lines =
        Files.readAllLines(UNIT).stream().filter(line -> line.startsWith(name + "=")).toList();
    assertEquals(name, 1, lines.size());
    return lines.get(0).substring(name.length() + 1);
  }

  /** Nothing is installed here: the program is another one. */
  private String analyze(List<String> arguments) throws IOException {
    Path unit = folder.getRoot().toPath().resolve("tributary.service");
    String program = setting("ExecStart").split(" ", 2)[0];
    Files.writeString(unit, Files.readString(UNIT).replace("=" + program + " ", "=/bin/true "));
    List<String> command = new ArrayList<>(List.of("systemd-analyze"));
    command.addAll(arguments);
    command.add(unit.toString());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    Outcome outcome = Launcher.end(process);
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    return outcome.out();
  }

  @Test
  public void systemdUnderstandsAllOfItAndFindsItConfined() throws IOException {
    boolean there = InPath.find("systemd-analyze");
    assertTrue("systemd-analyze is installed", there || System.getenv("CI") == null);
    if (there) {
      List<String> ours =
          analyze(List.of("verify", "--man=no"))
              .lines()
              .filter(line -> line.contains("tributary.service"))
              .toList();
      assertEquals("of other units it may say what it likes", List.of(), ours);
      // Of 100, in tenths of what it prints; a service without any of this has 96.
      analyze(List.of("security", "--offline=yes", "--no-pager", "--threshold=20"));
    }
  }

  @Test
  public void aNodeHasTheTimeToLeave() throws IOException {
    Config node =
        AkkaSettings.of(NodeFile.read(CONFIG.resolve("local.conf")), ConfigFactory.empty())
            .resolve();
    Duration standard = node.getDuration("akka.coordinated-shutdown.default-phase-timeout");
    Duration longest = Duration.ZERO;
    for (ConfigValue phase : node.getObject(PHASES).values()) {
      Config settings = phase.atKey("phase").getConfig("phase");
      longest =
          longest.plus(settings.hasPath("timeout") ? settings.getDuration("timeout") : standard);
    }
    Duration given =
        ConfigFactory.parseString("it = " + setting("TimeoutStopSec")).getDuration("it");
    assertTrue(longest + " within " + given, longest.compareTo(given) < 0);
  }

  @Test
  public void whatCannotWorkIsNotStartedAgain() throws IOException {
    assertEquals("on-failure", setting("Restart"));
    assertEquals(String.valueOf(ExitCode.USAGE), setting("RestartPreventExitStatus"));
  }

  @Test
  public void itStartsANodeAsTheDocumentationInstallsIt() throws IOException {
    String operations = Files.readString(CONFIG.resolveSibling("docs/operations.md"));
    for (String path : setting("ExecStart").split(" ", -1)) {
      boolean installed = !path.startsWith("/") || operations.contains(path);
      assertTrue(path + " in docs/operations.md", installed);
    }
    assertTrue(operations.contains("systemctl enable --now tributary"));
    assertTrue(operations.contains("useradd --system"));
  }
}
