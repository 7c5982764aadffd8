package io.tributary.cli.crash;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.content.Content;
import io.tributary.torture.process.Ended;
import io.tributary.torture.process.ToolRun;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.Test;

/** The object does not fit, or does no longer. */
public final class FullDiskEndToEndTest extends CrashSuite {
  private static final int SIZE = 16_000_001;

  @Test
  public void anObjectLargerThanTheDiskIsRefusedBeforeItsFirstByte() throws IOException {
    server.put("/huge", Content.synthetic(1, 200L << 40));
    Files.writeString(directory.resolve("huge"), "the old file");
    Ended ended = run("get --json " + server.url("/huge") + " huge");
    assertEquals(ended.toString(), 8, ended.exitCode());
    assertEquals(ended.toString(), 1, ended.err().lines().count());
    assertTrue(ended.err(), ended.err().startsWith("tributary: cannot "));
    assertTrue(ended.err(), ended.err().contains("huge"));
    assertEquals(0, server.bytesSent());
    assertNoTraces("huge");
    assertEquals("the old file", Files.readString(directory.resolve("huge")));
  }

  @Test
  public void aLimitOnTheSizeOfFilesIsSaidInOneLine() {
    server.put("/file", Content.synthetic(1, SIZE));
    List<String> limited =
        List.of("sh", "-c", "ulimit -f 8192 && exec \"$0\" \"$@\"", ToolRun.LAUNCHER);
    Ended ended =
        start(directory, "", limited, "get --json -q " + server.url("/file") + " file").end();
    assertEquals(ended.toString(), 8, ended.exitCode());
    assertEquals(ended.toString(), 1, ended.err().lines().count());
    assertTrue(ended.err(), ended.err().contains("ulimit -f"));
    assertNoTraces();
  }

  @Test
  public void aDiskThatFillsUpEndsTheRunWhichGoesOnWhenThereIsSpace() throws IOException {
    Content content = slowObject("/file", SIZE, 100_000);
    String get = "get --json -q --lanes 4 --part-size 512KiB " + server.url("/file") + " file";
    if (command("mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", directory.toString()) != 0) {
      System.out.println("only root may mount a small disk: a limit on files has to do instead");
      return;
    }
    try {
      ToolRun run = start(get);
      run.until(() -> journal().recordedBytes() > 0);
      Path hog = directory.resolve("hog");
      fill(hog);
      Ended full = run.end();
      assertEquals(full.toString(), 8, full.exitCode());
      assertEquals(full.toString(), 1, full.err().lines().count());
      assertTrue(full.err(), full.err().contains("No space left on device; free some space"));
      assertFalse(Files.exists(directory.resolve("file")));

      long recorded = journal().recordedBytes();
      assertTrue("what was written before is kept", recorded > 0);
      Files.delete(hog);
      server.faults().clear();
      Ended next = run(get);
      assertDone(next, "file", content);
      assertEquals(recorded, next.number("bytesResumed"));
      assertNoTraces("file");
    } finally {
      assertEquals(0, command("umount", "-l", directory.toString()));
    }
  }

  private static void fill(Path file) {
    try (OutputStream out = Files.newOutputStream(file)) {
      for (byte[] some = new byte[64 << 10]; ; ) {
        out.write(some);
      }
    } catch (IOException full) {
      assertTrue(full.toString(), full.getMessage().contains("No space left"));
    }
  }

  private static int command(String... command) throws IOException {
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
