package io.tributary.cli.crash;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.content.Content;
import io.tributary.testkit.object.StoredObject;
import io.tributary.torture.arena.Journal;
import io.tributary.torture.process.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Test;

/** A killed download is asked for again, in other words or of another object. */
public final class ResumeEndToEndTest extends CrashSuite {
  private static final int SIZE = 24_000_001;

  private Content content;
  private StoredObject object;
  private Journal journal;
  private String source;

  @Before
  public void killHalfWay() {
    content = slowObject("/file", SIZE, 2_000_000);
    object = server.objects().get("/file").orElseThrow();
    source = server.url("/file");
    journal =
        killWhenRecorded(SIZE / 3, "get --json -q --lanes 4 --part-size 1MiB " + source + " file");
  }

  @Test
  public void otherPartSizesLanesAndSpellingsGoOnWhereItWas() throws IOException {
    HalfDone halfDone =
        HalfDone.keep(directory, stateDirectory, folder.newFolder().toPath(), journal);
    Path elsewhere = folder.newFolder("elsewhere").toPath().toRealPath();
    Files.createSymbolicLink(elsewhere.resolve("link"), directory);
    Path below = Files.createDirectory(elsewhere.resolve("below"));

    checkGoesOn(halfDone, directory, "--lanes 2 --part-size 300KiB", "./file");
    checkGoesOn(halfDone, directory, "--lanes 16 --part-size 100KiB", directory + "/file");
    checkGoesOn(halfDone, below, "--lanes 1 --part-size 5GiB", "../link/../files/file");
    checkGoesOn(halfDone, elsewhere, "", "link/");
  }

  private void checkGoesOn(HalfDone halfDone, Path from, String options, String destination)
      throws IOException {
    halfDone.restore();
    long sent = server.bytesSent();
    String line = ("get --json -q " + options).strip() + " " + source + " " + destination;
    Ended ended = start(from, "", line).end();
    assertDone(ended, "file", content);
    assertEquals(line, journal.recordedBytes(), ended.number("bytesResumed"));
    long fetched = server.bytesSent() - sent;
    assertTrue(
        line + " fetched " + fetched, fetched <= SIZE - journal.recordedBytes() + HEDGE_BYTES);
    assertNoTraces("file");
  }

  @Test
  public void aChangedObjectIsFetchedFromItsStart() {
    Content changed = Content.synthetic(77, SIZE - 1_000_000);
    server.put("/file", changed);
    Ended ended = run("get --json -q " + source + " file");
    assertDone(ended, "file", changed);
    assertEquals(0, ended.number("bytesResumed"));
    assertNoTraces("file");
  }

  @Test
  public void aChangedObjectEndsTheRunWhenAskedForAndWhatIsThereStays() {
    server.put("/file", Content.synthetic(77, SIZE));
    Ended refused = run("get --json -q --on-change fail " + source + " file");
    assertEquals(refused.toString(), 5, refused.exitCode());
    assertEquals(refused.toString(), 1, refused.err().lines().count());
    assertTrue(Files.exists(temporaryFile()));

    server.put("/file", object);
    Ended resumed = run("get --json -q --on-change fail " + source + " file");
    assertDone(resumed, "file", content);
    assertEquals(journal.recordedBytes(), resumed.number("bytesResumed"));
    assertNoTraces("file");
  }
}
