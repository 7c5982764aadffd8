package io.tributary.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

public final class TrickleEndToEndTest extends JUnitSuite {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /** At this speed its range alone would take twelve days. */
  @Test
  public void aConnectionThatAllButStandsStillIsReplaced() throws IOException {
    Path directory = folder.getRoot().toPath();
    Content content = Content.synthetic(9, 3 << 20);
    try (ObjectServer server = ObjectServer.start()) {
      server.put("/object", content);
      FaultRule slow =
          server.fault(When.get("/object").ranged().covering(0).once(), Fault.trickle(1));
      Outcome outcome =
          new Launcher(directory)
              .run(
                  "get --timeout 2s --threshold 0 --part-size 1MiB --lanes 2 "
                      + server.url("/object")
                      + " out");
      assertEquals(outcome.toString(), 0, outcome.exitCode());
      assertTrue("it was slow", slow.fired() > 0);
      assertArrayEquals(content.toByteArray(), Files.readAllBytes(directory.resolve("out")));
    }
  }
}
