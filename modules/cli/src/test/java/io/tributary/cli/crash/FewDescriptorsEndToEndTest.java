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

  @Test
  public void lanesThatFindNoDescriptorMakeDoWithFewer() {
    Content content = slowObject("/file", 32_000_001, 2_000_000);
    List<String> limited =
        List.of("sh", "-c", "ulimit -n 160 && exec \"$0\" \"$@\"", ToolRun.LAUNCHER);
    String get = "get --json --lanes 128 --part-size 256KiB " + server.url("/file") + " file";
    Ended ended = start(directory, "", limited, get).end();
    assertDone(ended, "file", content);
    assertTrue(ended.err(), ended.err().contains("too many files and connections open"));
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
