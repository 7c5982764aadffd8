package io.tributary.engine.fault;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import akka.stream.javadsl.Sink;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.Download;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadResult;
import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.Test;

/** What a download does about servers and connections that are slow, or want it to be. */
public final class AdaptiveTest extends FaultSuite {
  /** So long that no test would see a stalled connection given up. */
  private static final Duration NEVER = Duration.ofHours(1);

  @Test
  public void whoIsAskedToWaitWaitsAndThenSucceeds() throws Exception {
    for (int status : List.of(429, 503)) {
      String path = "/wait-" + status;
      Content content = Content.synthetic(status, MIB);
      server.put(path, content);
      Queue<Long> times = new ConcurrentLinkedQueue<>();
      server.fault(
          When.get(path).ranged().times(2), Fault.runBefore(() -> times.add(System.nanoTime())));
      server.fault(
          When.get(path).ranged().once(), Fault.status(status, Map.of("Retry-After", "1"), ""));

      DownloadResult result =
          fixture.download(
              path, fixture.file("wait-" + status), Options.parts(MIB).lanes(1).build());

      assertEquals(1, result.retries());
      assertTrue(DownloadFixture.holds(fixture.file("wait-" + status), content));
      long first = times.remove();
      assertTrue(times.remove() - first >= TimeUnit.SECONDS.toNanos(1));
    }
  }

  @Test
  public void throttlingHalvesTheLanes() throws Exception {
    Content content = Content.synthetic(1, 8 * MIB);
    server.put("/throttled", content);
    server.fault(When.get("/throttled").ranged().times(8), Fault.status(503));
    server.fault(When.get("/throttled").ranged(), Fault.trickle(MIB));
    Download download =
        fixture.start("/throttled", fixture.file("throttled"), Options.parts(MIB).lanes(8).build());
    List<DownloadProgress> seen =
        download
            .progress()
            .runWith(Sink.seq(), fixture.node().system())
            .toCompletableFuture()
            .get(DownloadFixture.PATIENCE_SECONDS, TimeUnit.SECONDS);

    assertEquals(8, DownloadFixture.await(download).retries());
    assertTrue(DownloadFixture.holds(fixture.file("throttled"), content));
    List<DownloadProgress> fetching = seen.stream().filter(p -> p.bytesDone() > 0).toList();
    assertFalse(fetching.isEmpty());
    assertTrue(fetching.toString(), fetching.stream().allMatch(progress -> progress.lanes() <= 4));
  }

  @Test
  public void whoIsRefusedForGoodGivesUpAndSaysSo() throws Exception {
    server.put("/refused", Content.synthetic(2, MIB));
    FaultRule refusals = server.fault(When.get("/refused").ranged(), Fault.status(503));
    Failure failure =
        DownloadFixture.failureOf(
            fixture.start(
                "/refused",
                fixture.file("refused"),
                Options.parts(256 * KIB).lanes(1).retries(2).build()));
    assertEquals(FailureKind.THROTTLED, failure.kind());
    assertEquals(3, refusals.fired());
    assertEquals(List.of(), fixture.left("refused"));
  }

  @Test
  public void aConnectionThatStallsIsReplacedAndItsRestFetched() throws Exception {
    Content content = Content.synthetic(3, 4 * MIB);
    server.put("/stall", content);
    FaultRule stall = server.fault(When.get("/stall").ranged().once(), Fault.stallAfter(100 * KIB));
    DownloadResult result =
        fixture.download(
            "/stall",
            fixture.file("stall"),
            Options.parts(4 * MIB).lanes(1).stallTimeout(Duration.ofSeconds(5)).build());
    assertEquals(1, stall.fired());
    assertEquals(1, result.retries());
    assertTrue(DownloadFixture.holds(fixture.file("stall"), content));
    assertEquals(0, result.bytesRefetched());
  }

  @Test
  public void theRestOfASlowRangeIsTakenOver() throws Exception {
    Content content = Content.synthetic(4, 16 * MIB);
    server.put("/slow", content);
    // At this rate the range would take more than a minute.
    server.fault(When.get("/slow").ranged().covering(0).once(), Fault.trickle(50 * KIB));
    DownloadResult result =
        fixture.download(
            "/slow",
            fixture.file("slow"),
            Options.parts(4 * MIB).lanes(4).stallTimeout(NEVER).build());
    assertTrue(DownloadFixture.holds(fixture.file("slow"), content));
    RecordedRequest slow =
        server.requests("/slow").stream()
            .filter(r -> r.method().equals("GET") && Parts.start(r.request()) == 0)
            .filter(r -> r.header("Range").filter(range -> !range.equals("bytes=0-0")).isPresent())
            .findFirst()
            .orElseThrow();
    assertTrue(slow.toString(), slow.bodyBytesSent() < 2 * MIB);
    assertTrue(result.toString(), result.bytesRefetched() <= HEDGING_BYTES);
  }

  @Test
  public void aLargeRangeThatStallsIsTakenOver() throws Exception {
    Content content = Content.synthetic(5, 16 * MIB);
    server.put("/dead", content);
    FaultRule stall =
        server.fault(When.get("/dead").ranged().covering(0).once(), Fault.stallAfter(1000));
    DownloadResult result =
        fixture.download(
            "/dead",
            fixture.file("dead"),
            Options.parts(4 * MIB).lanes(4).stallTimeout(NEVER).build());
    assertEquals(1, stall.fired());
    assertTrue(DownloadFixture.holds(fixture.file("dead"), content));
    assertTrue(result.toString(), result.bytesRefetched() <= HEDGING_BYTES);
  }

  @Test
  public void theLastRangeIsRacedForWithinItsBudget() throws Exception {
    Content content = Content.synthetic(6, 4 * MIB);
    server.put("/hedge", content);
    FaultRule stall =
        server.fault(
            When.get("/hedge").ranged().covering(4 * MIB - 1).once(), Fault.stallAfter(1000));
    DownloadResult result =
        fixture.download(
            "/hedge",
            fixture.file("hedge"),
            Options.parts(256 * KIB).lanes(4).stallTimeout(NEVER).build());
    assertEquals(1, stall.fired());
    assertTrue(DownloadFixture.holds(fixture.file("hedge"), content));
    assertTrue(result.toString(), result.bytesRefetched() <= HEDGING_BYTES);
  }

  @Test
  public void aRaceThatCannotBeWonIsNotRunOverAndOver() throws Exception {
    Content content = Content.synthetic(7, MIB);
    server.put("/lost-race", content);
    AtomicBoolean stalls = new AtomicBoolean();
    AtomicLong firstRefusalNanos = new AtomicLong();
    server.fault(
        When.get("/lost-race").ranged().covering(MIB - 1).once(),
        Fault.runBefore(() -> stalls.set(true)),
        Fault.stallAfter(1000));
    FaultRule refusals =
        server.fault(
            When.get("/lost-race")
                .ranged()
                .covering(MIB - 1)
                .and("not the first", r -> stalls.get())
                .and("for five seconds", r -> isWithinFiveSeconds(firstRefusalNanos)),
            Fault.status(503));

    // What stalls is never given up: whoever else asks for the last byte runs a race.
    fixture.download(
        "/lost-race",
        fixture.file("lost-race"),
        Options.parts(256 * KIB).lanes(4).stallTimeout(NEVER).build());

    assertTrue(DownloadFixture.holds(fixture.file("lost-race"), content));
    assertTrue("no race was run", refusals.fired() > 0);
    assertTrue("refusals: " + refusals.fired(), refusals.fired() <= 30);
  }

  /** Since it was asked first. */
  private static boolean isWithinFiveSeconds(AtomicLong firstNanos) {
    long nowNanos = System.nanoTime();
    firstNanos.compareAndSet(0, nowNanos);
    return nowNanos - firstNanos.get() < TimeUnit.SECONDS.toNanos(5);
  }

  @Test
  public void aLaneKeepsItsConnection() throws Exception {
    Content content = Content.synthetic(8, 8 * MIB);
    server.put("/keep-alive", content);
    long before = server.connections();
    fixture.download(
        "/keep-alive", fixture.file("keep-alive"), Options.parts(128 * KIB).lanes(2).build());
    long opened = server.connections() - before;
    assertTrue("connections: " + opened, opened <= 10);
    assertTrue(server.requests("/keep-alive").size() > 60);
  }

  @Test
  public void aLimitedDownloadIsNotFasterThanItsLimit() throws Exception {
    Content content = Content.synthetic(9, 4 * MIB);
    server.put("/limited", content);
    DownloadResult result =
        fixture.download(
            "/limited", fixture.file("limited"), Options.parts(512 * KIB).limit(2 * MIB).build());
    assertTrue(DownloadFixture.holds(fixture.file("limited"), content));
    // Two seconds, less what may come at once after a pause.
    assertTrue(result.toString(), result.seconds() > 1);
  }
}
