package io.tributary.cli.crash;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.content.Content;
import io.tributary.torture.process.Ended;
import io.tributary.torture.process.ToolRun;
import java.util.List;
import org.junit.Test;

/** The process may open fewer files and sockets than it would like to. */
public final class FewDescriptorsEndToEndTest extends CrashSuite {
  private static final String TOO_MANY = "too many files and connections open";

  @Test
  public void lanesThatFindNoDescriptorMakeDoWithFewer() {
    // Each connection lives for seconds, so that they are open at once, however slowly they come.
    Content content = slowObject("/file", 32_000_001, 100_000);
    List<String> limited =
        List.of("sh", "-c", "ulimit -n 160 && exec \"$0\" \"$@\"", ToolRun.LAUNCHER);
    String get = "get --json --lanes 128 --part-size 256KiB " + server.url("/file") + " file";
    ToolRun run = start(directory, "", limited, get);
    run.until(() -> run.errors().contains(TOO_MANY));
    server.faults().clear();
    Ended ended = run.end();
    assertDone(ended, "file", content);
    assertNoTraces("file");
  }

  @Test
  public void whereNotEvenTheProgramCanBeLoadedTheLimitIsNamed() {
    slowObject("/file", 1, 2_000_000);
    List<String> limited =
        List.of("sh", "-c", "ulimit -n 100 && exec \"$0\" \"$@\"", ToolRun.LAUNCHER);
    Ended ended = start(directory, "", limited, "get " + server.url("/file") + " file").end();
    assertEquals(ended.toString(), 1, ended.exitCode());
    assertTrue(ended.err(), ended.err().contains("ulimit -n"));
  }
}
