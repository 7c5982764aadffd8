package io.tributary.cli.crash;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.content.Content;
import io.tributary.torture.arena.Journal;
import io.tributary.torture.process.Ended;
import io.tributary.torture.process.ToolRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;

/** SIGKILL as soon as an event is in the journal, for each event. */
public final class KillAtEachStepEndToEndTest extends CrashSuite {
  private static final int SIZE = 12_000_003;
  private static final int MOST_EVENTS = 40;

  /** How often in a row an event may be gone before it is seen. */
  private static final int MOST_MISSED = 3;

  /** The same while events of those that must be seen are missing. */
  private static final int MOST_MISSED_OF_WANTED = 15;

  private static final List<String> WANTED =
      List.of("requested", "identified", "ranges-written", "verified");

  private static final int MOST_ATTEMPTS = 30;
  private static final String OPTIONS = "get --json -q --lanes 4 --part-size 1MiB ";

  private String get(String name) {
    return OPTIONS + server.url("/" + name) + " " + name;
  }

  @Test
  public void killedRightAfterAnyEventTheNextRunEndsRight() {
    Set<String> lastTypes = new LinkedHashSet<>();
    int count = 1;
    int missed = 0;
    // The last events are there for a moment only.
    for (int attempt = 1; count <= MOST_EVENTS && missed < mostMissed(lastTypes); attempt++) {
      String name = "file" + attempt;
      Content content = slowObject("/" + name, SIZE + attempt, 2_500_000);
      int wanted = count;
      ToolRun run = start(get(name));
      boolean reached = run.await(() -> journal().types().size() >= wanted);
      run.kill();
      Journal journal = journal();
      long sent = server.bytesSent();
      server.faults().clear();
      Ended ended = run(get(name));
      assertDone(ended, name, content);
      long fetched = server.bytesSent() - sent;
      // What is completed is asked for anew: it is another download.
      boolean completed = journal.types().contains("completed");
      assertTrue(
          "killed after " + journal.types() + ", then fetched " + fetched,
          completed || fetched <= SIZE + attempt - journal.recordedBytes() + HEDGE_BYTES);
      if (reached) {
        lastTypes.addAll(journal.types());
        count++;
        missed = 0;
      } else {
        missed++;
      }
    }
    assertTrue("seen: " + lastTypes, lastTypes.containsAll(WANTED));
    assertEquals(List.of(), Journal.databases(stateDirectory));
  }

  private static int mostMissed(Set<String> seen) {
    return seen.containsAll(WANTED) ? MOST_MISSED : MOST_MISSED_OF_WANTED;
  }

  @Test
  public void killedBetweenTheRenameAndItsRecordTheNextRunRecognisesItsFile() throws IOException {
    Content content = slowObject("/file", SIZE, 20_000_000);
    for (int attempt = 1; !isPublishedAndNotRecorded(); attempt++) {
      assertTrue("the kill was too late again and again", attempt <= MOST_ATTEMPTS);
      Files.deleteIfExists(directory.resolve("file"));
      ToolRun run = start(get("file"));
      run.await(this::isVerifiedAndNoMore);
      run.kill();
    }
    long sent = server.bytesSent();
    Ended ended = run(get("file") + " --if-exists fail");
    assertDone(ended, "file", content);
    assertEquals(ended.toString(), 0, ended.number("bytesFetched"));
    assertEquals(sent, server.bytesSent());
    assertNoTraces("file");
  }

  /** When the kill was before the rename, it is done here, as the program would have done it. */
  private boolean isPublishedAndNotRecorded() throws IOException {
    if (!isVerifiedAndNoMore()) {
      return false;
    }
    if (!Files.exists(directory.resolve("file"))) {
      Files.move(temporaryFile(), directory.resolve("file"));
    }
    return true;
  }

  private boolean isVerifiedAndNoMore() {
    List<String> types = journal().types();
    return !types.isEmpty() && types.get(types.size() - 1).equals("verified");
  }

  @Test
  public void killedAtTheSightOfTheFinalNameNothingIsLostOrLeft() {
    for (int count = 1; count <= 2; count++) {
      String name = "file" + count;
      Content content = slowObject("/" + name, 3_000_000 + count, 20_000_000);
      ToolRun run = start(get(name));
      run.await(() -> Files.exists(directory.resolve(name)));
      run.kill();
      assertEquals(sha256(content.toByteArray()), sha256(bytes(directory.resolve(name))));
      assertDone(run(get(name)), name, content);
    }
    assertNoTraces("file1", "file2");
  }

  @Test
  public void killedBetweenTheLastRecordAndItsRemovalTheNextRunEndsRight() throws IOException {
    Content content = slowObject("/file", SIZE, 3_000_000);
    ToolRun run = start(get("file"));
    run.until(() -> journal().types().contains("ranges-written"));
    // Further names keep the database and its log when the program deletes its own.
    Path database = Journal.databases(stateDirectory).get(0);
    Path log = Path.of(database + "-wal");
    Path kept = folder.newFolder("kept").toPath();
    Files.createLink(kept.resolve("db"), database);
    Files.createLink(kept.resolve("wal"), log);
    assertDone(run.end(), "file", content);
    Files.move(kept.resolve("wal"), log);
    Files.move(kept.resolve("db"), database);
    assertTrue(
        new TreeSet<>(journal().types()).toString(), journal().types().contains("completed"));
    assertDone(run(get("file")), "file", content);
    assertNoTraces("file");
  }
}
