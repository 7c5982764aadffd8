package io.tributary.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** A node whose lanes would like to have more memory than there is. */
public final class NodeMemoryEndToEndTest extends JUnitSuite {
  private static final Path LOCAL = Path.of("../../config/local.conf").toAbsolutePath().normalize();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void moreLanesThanBuffersFitTheMemoryShareIt() throws Exception {
    Path root = folder.getRoot().toPath().toRealPath();
    Path config =
        Files.writeString(
            root.resolve("node.conf"),
            "include file(\"%s\")\ntributary { http.port = 0, node.lane-memory = 4 MiB }\n"
                .formatted(LOCAL));
    Launcher launcher =
        new Launcher(root).with("TRIBUTARY_JAVA_OPTS", "-XX:MaxDirectMemorySize=12m");
    Path token = root.resolve("home/.local/share/tributary/token");
    Content content = Content.synthetic(5, 40_000_000);
    try (ObjectServer objects = ObjectServer.start();
        ServedNode node = ServedNode.start(launcher, config, token)) {
      objects.put("/object", content);
      // Slow enough for all lanes to be there at once.
      objects.fault(When.get("/object"), Fault.trickle(500_000));
      Path file = root.resolve("object");
      String submit = "submit --watch --lanes 32 --part-size 1MiB ";
      Outcome outcome = node.tributary().run(submit + objects.url("/object") + " " + file);
      assertEquals(outcome.toString(), 0, outcome.exitCode());
      assertArrayEquals(content.toByteArray(), Files.readAllBytes(file));
    }
  }
}
