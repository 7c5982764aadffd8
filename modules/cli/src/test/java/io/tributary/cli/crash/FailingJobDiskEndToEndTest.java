package io.tributary.cli.crash;

import static org.junit.Assert.assertEquals;

import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import io.tributary.torture.process.Ended;
import io.tributary.torture.process.ToolRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** A directory that cannot be flushed: the names in it may be gone after a loss of power. */
public final class FailingJobDiskEndToEndTest extends TracedSuite {
  private static final int OBJECTS = 10;
  private static final int SIZE = 90_000;

  @Test
  public void noFileIsRecordedBeforeItsNameIsOnTheDisk() throws Exception {
    if (!canTrace()) {
      System.out.println("NOT TESTED: EIO of fsync, since strace cannot be used");
      return;
    }
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < OBJECTS; i++) {
      String path = "/d/o" + i;
      server.put(path, Content.synthetic(i, SIZE));
      lines.add(server.url(path) + "\t" + path.substring(1) + "\t" + SIZE);
    }
    Files.write(directory.resolve("list"), lines);
    // No file gets its name before every thread is traced.
    FaultRule held = server.fault(When.any(), Fault.stallAfter(SIZE / 2));
    String get = "get --json -q --timeout 5m --manifest list root";
    Path names = directory.resolve("root/d");
    ToolRun run = start(get);
    run.until(() -> Files.isDirectory(names) && filesIn(names).size() == OBJECTS);
    Process strace = failing(run.pid(), names, "fsync", "EIO");
    held.release();
    Ended failed = run.end();
    awaitEnd(strace);
    assertNothingIsDone(failed);
    assertEquals("they have their names", OBJECTS, filesIn(names).size());

    server.faults().clear();
    List<String> traced =
        List.of(
            "strace",
            "-f",
            "-q",
            "-o",
            "/dev/null",
            "-P",
            names.toString(),
            "-e",
            "trace=fsync",
            "-e",
            "inject=fsync:error=EIO",
            ToolRun.LAUNCHER);
    assertNothingIsDone(start(directory, "", traced, get).end());

    Ended done = run(get);
    assertEquals(done.toString(), 0, done.exitCode());
    assertEquals(OBJECTS, done.number("fetched") + done.number("kept"));
    assertEquals(OBJECTS, filesIn(names).size());
  }

  private static void assertNothingIsDone(Ended failed) {
    assertEquals(failed.toString(), 8, failed.exitCode());
    assertEquals(failed.toString(), 0, failed.number("fetched") + failed.number("kept"));
  }
}
