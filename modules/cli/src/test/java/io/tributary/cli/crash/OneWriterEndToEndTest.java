package io.tributary.cli.crash;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.torture.process.Ended;
import io.tributary.torture.process.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Test;

/** Several processes at once. */
public final class OneWriterEndToEndTest extends CrashSuite {
  private static final int SIZE = 12_000_001;

  private String get(String destination) {
    return "get --json -q --lanes 4 --part-size 1MiB " + server.url("/file") + " " + destination;
  }

  @Test
  public void theSecondProcessNamesTheFirstWhichDeathSetsTheDestinationFree() throws IOException {
    // The holder would go on for minutes: two others have to start before it ends.
    Content content = slowObject("/file", SIZE, 20_000);
    Path link = folder.getRoot().toPath().resolve("link");
    Files.createSymbolicLink(link, directory);
    ToolRun holder = start(get("file"));
    holder.until(() -> journal().recordedBytes() > 0);
    assertRefused(run(get("./file")), holder);
    assertRefused(run(get(link.resolve("file").toString())), holder);
    assertTrue("the first one goes on", holder.running());

    holder.kill();
    long recorded = journal().recordedBytes();
    server.faults().clear();
    Ended next = run(get("file"));
    assertDone(next, "file", content);
    assertEquals(recorded, next.number("bytesResumed"));
    assertNoTraces("file");
  }

  private static void assertRefused(Ended second, ToolRun holder) {
    assertEquals(second.toString(), 9, second.exitCode());
    assertEquals(second.toString(), 1, second.err().lines().count());
    assertTrue(second.toString(), second.err().contains("process " + holder.pid() + " on "));
    assertEquals(second.toString(), 0, second.number("bytesFetched"));
  }

  @Test
  public void ofTwoThatStartTogetherOneDownloadsAndTheFileIsRight() {
    Content content = Content.synthetic(5, SIZE);
    server.put("/file", content);
    // Nobody gets on before one of them has given up.
    server.fault(When.any(), Fault.stallBeforeHead());
    ToolRun one = start(get("file"));
    ToolRun other = start(get("file"));
    one.await(() -> !other.running());
    server.faults().clear();
    Ended first = one.end();
    Ended second = other.end();
    assertEquals(first + "\n" + second, 9, first.exitCode() + second.exitCode());
    assertDone(first.exitCode() == 0 ? first : second, "file", content);
    assertNoTraces("file");
  }

  @Test
  public void twoDestinationsAtOnceNeverMeet() {
    Content content = slowObject("/file", SIZE, 2_000_000);
    Content another = slowObject("/another", SIZE + 1, 2_000_000);
    ToolRun one = start(get("one"));
    ToolRun other =
        start("get --json -q --lanes 4 --part-size 1MiB " + server.url("/another") + " other");
    assertDone(one.end(), "one", content);
    assertDone(other.end(), "other", another);
    assertNoTraces("one", "other");
  }
}
