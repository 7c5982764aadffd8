package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.typed.Behavior;
import akka.actor.typed.BehaviorInterceptor;
import akka.actor.typed.TypedActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.EntityContext;
import io.tributary.core.ledger.Segment;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.destination.FlushReport;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.content.ContentDigest;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import java.io.RandomAccessFile;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/**
 * A lane was given up as silent, and another wrote its range anew: then what the first one wrote is
 * recorded late, and what the second one wrote is on disk.
 */
public final class WrittenTwiceTest extends JUnitSuite {
  private static final int MIB = 1 << 20;
  private static final int SIZE = 12 * MIB;
  private static final int START = 4 * MIB;
  private static final int END = 8 * MIB;

  private final Content content = Content.synthetic(51, SIZE);
  private final CompletableFuture<Long> run = new CompletableFuture<>();
  private CoordinatorKit kit;

  @Before
  public void start() throws Exception {
    kit = new CoordinatorKit();
    kit.server.put("/twice", content);
  }

  @After
  public void stop() throws Exception {
    kit.close();
  }

  /** Notes the number of the run, which only lanes hear. */
  private Behavior<DownloadCoordinator.Command> overheard(CoordinatorKit.Talk talk) {
    return Behaviors.intercept(
        () ->
            new BehaviorInterceptor<DownloadCoordinator.Command, DownloadCoordinator.Command>(
                DownloadCoordinator.Command.class) {
              @Override
              public Behavior<DownloadCoordinator.Command> aroundReceive(
                  TypedActorContext<DownloadCoordinator.Command> context,
                  DownloadCoordinator.Command command,
                  ReceiveTarget<DownloadCoordinator.Command> target) {
                if (command instanceof DownloadCoordinator.Lane lane) {
                  run.complete(lane.report().run());
                }
                return target.apply(context, command);
              }
            },
        DownloadCoordinator.create(
            new EntityContext<>(DownloadCoordinator.TYPE, talk.id, talk.shard.ref())));
  }

  private FaultRule stall(long objectByte) {
    return kit.server.fault(
        When.get("/twice")
            .ranged()
            .and("there", request -> request.range().orElseThrow().mayCover(objectByte)),
        Fault.stallAfter(0));
  }

  /** Bytes of the range in question that were said to be on disk, by whomever. */
  private static long recorded(CoordinatorKit.Talk talk) {
    return talk.events().stream()
        .filter(DownloadEvent.RangesWritten.class::isInstance)
        .flatMap(event -> ((DownloadEvent.RangesWritten) event).segments().stream())
        .mapToLong(segment -> Math.min(END, segment.end()) - Math.max(START, segment.start()))
        .filter(bytes -> bytes > 0)
        .sum();
  }

  private static void awaitRecorded(CoordinatorKit.Talk talk, long bytes) {
    talk.watcher.awaitAssert(
        CoordinatorKit.PATIENCE,
        () -> {
          assertEquals(bytes, recorded(talk));
          return bytes;
        });
  }

  @Test
  public void theCopyOnDiskIsTheOneThatIsVerified() throws Exception {
    CoordinatorKit.Talk talk = kit.talk("twice");
    talk.coordinator.tell(new DownloadCoordinator.Leave());
    talk.watcher.expectTerminated(talk.coordinator, CoordinatorKit.PATIENCE);
    talk.coordinator = kit.actors.spawn(overheard(talk), "overheard");
    FaultRule second = stall(START + MIB);
    FaultRule last = stall(END + MIB);
    talk.start("/twice", DownloadOptions.builder().partSizeBytes(4 * MIB).lanes(2).build());
    talk.hears(DownloadUpdate.Accepted.class);
    assertTrue(second.awaitFired(1, CoordinatorKit.PATIENCE));
    assertTrue(last.awaitFired(1, CoordinatorKit.PATIENCE));

    long crc64 = ContentDigest.crc64(Content.of(content.slice(START, END - START)));
    Segment first = new Segment(START, END - START, crc64);
    talk.coordinator.tell(
        new DownloadCoordinator.Flush(
            new FlushReport.Flushed(
                run.get(CoordinatorKit.PATIENCE.toSeconds(), TimeUnit.SECONDS), List.of(first))));
    awaitRecorded(talk, END - START);
    second.release();
    awaitRecorded(talk, 2L * (END - START));
    String name = talk.event(DownloadEvent.Identified.class).temporaryName();
    try (RandomAccessFile file =
        new RandomAccessFile(talk.destination.resolveSibling(name).toFile(), "rw")) {
      file.seek(START + MIB);
      file.write(new byte[100]);
    }
    last.release();

    talk.hears(DownloadUpdate.Finished.class);
    assertTrue(DownloadFixture.holds(talk.destination, content));
    talk.event(DownloadEvent.RangesLost.class);
  }
}
