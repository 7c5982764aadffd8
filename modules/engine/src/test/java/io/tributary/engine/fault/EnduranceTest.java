package io.tributary.engine.fault;

import static org.junit.Assert.assertTrue;

import akka.actor.ExtendedActorSystem;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import io.tributary.engine.Download;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.download.DownloadCoordinator;
import io.tributary.engine.download.DownloadId;
import io.tributary.engine.lane.PartFetcher;
import io.tributary.testkit.content.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Test;

/** A node that serves for long keeps nothing of the downloads that are over. */
public final class EnduranceTest extends FaultSuite {
  /** {@code -Dtributary.endurance.downloads=10000} for a long look. */
  private static final int DOWNLOADS = Integer.getInteger("tributary.endurance.downloads", 200);

  private static final int DESTINATIONS = 10;

  /** Connections idle for some seconds and timers come and go; a leak is far more. */
  private static final int COMING_AND_GOING = 20;

  private static final DownloadOptions OPTIONS =
      Options.parts(128 * KIB).lanes(2).limit(1L << 30).build();

  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  @Test
  public void manyDownloadsOneAfterTheOtherLeaveNeitherActorsNorOpenFiles() throws Exception {
    downloads(2 * DESTINATIONS, OPTIONS);
    int actors = actors();
    int descriptors = descriptors();

    downloads(DOWNLOADS, OPTIONS);

    fallsTo("actors", EnduranceTest::actors, actors);
    fallsTo("open files", EnduranceTest::descriptors, descriptors);
  }

  @Test
  public void downloadsWhoseProgressNobodyReadsLeaveNoStreams() throws Exception {
    server.put("/slow", Content.synthetic(201, MIB));
    DownloadOptions slow = Options.parts(128 * KIB).lanes(1).limit(64 * KIB).build();
    int actors = actors();

    // Each of them long enough for more progress than all buffers hold.
    List<Download> downloads = new ArrayList<>();
    for (int i = 0; i < 2 * COMING_AND_GOING; i++) {
      downloads.add(fixture.start("/slow", fixture.file("slow" + i), slow));
    }
    for (Download download : downloads) {
      DownloadFixture.await(download);
    }

    fallsTo("actors", EnduranceTest::actors, actors);
  }

  @Test
  public void ordersThatComeTooLateWakeNobody() throws Exception {
    ClusterSharding sharding = ClusterSharding.get(fixture.node().system());
    fixture.download("/small", fixture.file("first"), OPTIONS);
    int actors = actors();

    for (int i = 0; i < 2 * COMING_AND_GOING; i++) {
      String id = DownloadId.of("", fixture.file("late" + i).toString());
      sharding.entityRefFor(DownloadCoordinator.TYPE, id).tell(new DownloadCoordinator.Interrupt());
      sharding.entityRefFor(DownloadCoordinator.TYPE, id).tell(new DownloadCoordinator.Cancel());
      sharding.entityRefFor(PartFetcher.TYPE, id).tell(new PartFetcher.Stop(1));
    }
    fixture.download("/small", fixture.file("last"), OPTIONS);

    fallsTo("actors", EnduranceTest::actors, actors);
  }

  @Before
  public void putSmallObject() {
    server.put("/small", Content.synthetic(200, 300 * KIB));
  }

  private static void downloads(int count, DownloadOptions options) throws Exception {
    for (int i = 0; i < count; i++) {
      fixture.download("/small", fixture.file("small" + i % DESTINATIONS), options);
    }
  }

  /** One line for each actor. */
  private static String tree() {
    return ((ExtendedActorSystem) Adapter.toClassic(fixture.node().system())).printTree();
  }

  /** Shards stay, and there are never more than {@code number-of-shards} of them. */
  private static int actors() {
    return (int) tree().lines().filter(line -> !line.contains("sharding.Shard")).count();
  }

  private static int descriptors() {
    try (Stream<Path> open = Files.list(DESCRIPTORS)) {
      return (int) open.count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static void fallsTo(String what, IntSupplier count, int before) {
    TestProbe<Object> clock = TestProbe.create(fixture.node().system());
    clock.awaitAssert(
        PATIENCE,
        () -> {
          int now = count.getAsInt();
          assertTrue(
              what + ": " + before + ", then " + now + "\n" + tree(),
              now <= before + COMING_AND_GOING);
          return now;
        });
    clock.stop();
  }
}
