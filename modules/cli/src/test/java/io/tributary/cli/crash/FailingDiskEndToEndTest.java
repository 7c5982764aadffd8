package io.tributary.cli.crash;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.content.Content;
import io.tributary.torture.process.Ended;
import io.tributary.torture.process.ToolRun;
import java.nio.file.Files;
import org.junit.Test;

/** System calls on the file fail from some moment on: strace makes them do so. */
public final class FailingDiskEndToEndTest extends TracedSuite {
  private static final int SIZE = 16_000_001;

  @Test
  public void whatWasNotFlushedIsFetchedAgain() throws Exception {
    check("fdatasync", "EIO", "Input/output error; check the disk");
  }

  @Test
  public void aWriteThatFailsEndsTheRunWhichGoesOnLater() throws Exception {
    check("pwrite64", "EIO", "Input/output error; check the disk");
  }

  @Test
  public void anExhaustedQuotaIsSaidAndGoneOnFromLater() throws Exception {
    check("pwrite64", "EDQUOT", "Disk quota exceeded; free some of your quota");
  }

  private void check(String call, String error, String said) throws Exception {
    if (!canTrace()) {
      System.out.println("NOT TESTED: " + error + " of " + call + ", since strace cannot be used");
      return;
    }
    Content content = slowObject("/file", SIZE, 50_000);
    String get = "get --json -q --lanes 4 --part-size 512KiB " + server.url("/file") + " file";
    ToolRun run = start(get);
    run.until(() -> journal().recordedBytes() > 0);
    Process strace = failing(run.pid(), temporaryFile(), call, error);
    Ended failed = run.end();
    awaitEnd(strace);
    assertEquals(failed.toString(), 8, failed.exitCode());
    assertEquals(failed.toString(), 1, failed.err().lines().count());
    assertTrue(failed.err(), failed.err().contains(said));
    assertFalse(Files.exists(directory.resolve("file")));

    long recorded = journal().recordedBytes();
    server.faults().clear();
    server.clearLog();
    Ended next = run(get);
    assertDone(next, "file", content);
    assertEquals("only what was flushed is believed", recorded, next.number("bytesResumed"));
    assertTrue(server.bytesSent() >= SIZE - recorded);
    assertNoTraces("file");
  }
}
