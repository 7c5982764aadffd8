package io.tributary.cli.crash;

import static org.junit.Assert.assertTrue;

import io.tributary.testkit.content.Content;
import io.tributary.torture.process.Ended;
import io.tributary.torture.process.ToolRun;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.Test;

/**
 * SIGKILL at any moment, from the start of the virtual machine to after the rename. {@code
 * -Dtributary.kills=…} sets how often, {@code -Dtributary.seed=…} repeats a run.
 */
public final class KillAtRandomMomentsEndToEndTest extends CrashSuite {
  private static final int KILLS = Integer.getInteger("tributary.kills", 30);
  private static final int MOST_KILLS_OF_ONE = 7;

  /** Kills spread over {@code usualMillis}: about as long as a run without one takes. */
  private record Kind(String name, long sizeBytes, long rate, String options, long usualMillis) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind("medium", 24_000_007, 3_000_000, "--lanes 8 --part-size 100KiB ", 2600),
          new Kind("small", 700_001, 1_000_000, "", 2000),
          new Kind("large parts", 30_000_001, 3_000_000, "--lanes 8 --part-size 1MiB ", 2600),
          new Kind("one lane", 9_000_001, 9_000_000, "--lanes 1 --part-size 1GiB ", 2600));

  @Test
  public void killedAtAnyMomentTheNextRunEndsRightAndFetchesOnlyWhatWasNotRecorded()
      throws Exception {
    long seed = Long.getLong("tributary.seed", System.nanoTime() & 0xffff_ffffL);
    System.out.println("seed of the kills: -Dtributary.seed=" + seed);
    Random random = new Random(seed);
    int kills = 0;
    for (int number = 0; kills < KILLS; number++) {
      Kind kind = KINDS.get(number % KINDS.size());
      int wanted = Math.min(1 + random.nextInt(MOST_KILLS_OF_ONE), KILLS - kills);
      String where = "seed " + seed + ", download " + number + " (" + kind.name() + ")";
      kills += downloadWithKills(random, kind, "file" + number, wanted, where);
    }
  }

  private int downloadWithKills(Random random, Kind kind, String name, int wanted, String where)
      throws Exception {
    Content content = slowObject("/" + name, kind.sizeBytes(), kind.rate());
    String get = "get --json -q " + kind.options() + server.url("/" + name) + " " + name;
    int kills = 0;
    while (kills < wanted) {
      long recorded = journal().recordedBytes();
      long sent = server.bytesSent();
      ToolRun run = start(get);
      pause(run, 1 + random.nextInt((int) kind.usualMillis()));
      kills++;
      run.kill();
      assertTrue(where, server.bytesSent() - sent <= atMost(kind, recorded));
      assertTrue(where, isAbsentOrRight(directory.resolve(name), content));
    }
    long recorded = journal().recordedBytes();
    long sent = server.bytesSent();
    Ended ended = run(get);
    assertDone(ended, name, content);
    long fetched = server.bytesSent() - sent;
    assertTrue(
        where + ": fetched " + fetched + " with " + recorded + " recorded",
        fetched <= atMost(kind, recorded));
    assertNoTraces(name);
    Files.delete(directory.resolve(name));
    return kills;
  }

  /** What was not recorded, a probe by a first range, and what hedging may cost. */
  private static long atMost(Kind kind, long recorded) {
    return kind.sizeBytes() - recorded + HEDGE_BYTES;
  }

  private static boolean isAbsentOrRight(Path file, Content content) {
    return !Files.exists(file) || sha256(bytes(file)).equals(sha256(content.toByteArray()));
  }

  /** The moment is random, so nothing waits for anything here. */
  private static void pause(ToolRun run, long millis) {
    long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    run.await(() -> System.nanoTime() >= until);
  }
}
