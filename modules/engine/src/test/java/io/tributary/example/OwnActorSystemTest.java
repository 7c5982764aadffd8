package io.tributary.example;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.stream.javadsl.Sink;
import com.typesafe.config.ConfigFactory;
import io.tributary.engine.Download;
import io.tributary.engine.Tributary;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadProgress;
import io.tributary.engine.api.DownloadRequest;
import io.tributary.engine.api.DownloadResult;
import io.tributary.engine.download.DownloadCoordinator;
import io.tributary.engine.download.DownloadId;
import io.tributary.engine.download.DownloadSpec;
import io.tributary.engine.download.DownloadUpdate;
import io.tributary.engine.journal.SqliteJournal;
import io.tributary.engine.node.LocalNode;
import io.tributary.engine.source.SourceReference;
import io.tributary.storage.SourceOptions;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/**
 * A program outside this project's packages, with an actor system of its own: what the README
 * shows.
 */
public final class OwnActorSystemTest extends JUnitSuite {
  private static final Content CONTENT = Content.synthetic(7, 20_000_000);
  private static final long PATIENCE_SECONDS = 60;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final ObjectServer server = ObjectServer.start();
  private ActorSystem<Void> system;

  @Before
  public void createSystem() throws Exception {
    server.put("/object", CONTENT);
    SqliteJournal journal =
        SqliteJournal.open(folder.newFolder("state").toPath().resolve("downloads.db"));
    system =
        ActorSystem.create(
            Behaviors.empty(), "my-service", LocalNode.config(journal, ConfigFactory.load()));
    Cluster cluster = Cluster.get(system);
    cluster.manager().tell(Join.create(cluster.selfMember().address()));
  }

  @After
  public void terminate() throws Exception {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    server.close();
  }

  private Path target() {
    return folder.getRoot().toPath().resolve("object");
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  @Test
  public void aRequestCompletesWithItsResult() throws Exception {
    DownloadResult result =
        await(Tributary.get(system).download(DownloadRequest.of(server.url("/object"), target())));

    assertEquals(CONTENT.sizeBytes(), result.sizeBytes());
    assertArrayEquals(CONTENT.toByteArray(), Files.readAllBytes(target()));
  }

  @Test
  public void progressEndsWithTheDownloadAndNeverGoesBack() throws Exception {
    DownloadOptions slow = DownloadOptions.builder().limitBytesPerSecond(5_000_000).build();
    Download download =
        Tributary.get(system)
            .start(DownloadRequest.of(server.url("/object"), target()).withOptions(slow));

    List<DownloadProgress> seen = await(download.progress().runWith(Sink.seq(), system));

    await(download.result());
    assertFalse(seen.isEmpty());
    for (int i = 1; i < seen.size(); i++) {
      assertTrue(seen.get(i).bytesDone() >= seen.get(i - 1).bytesDone());
    }
    assertEquals(CONTENT.sizeBytes(), seen.get(seen.size() - 1).sizeBytes());
  }

  @Test
  public void anActorSpeaksTheTypedProtocol() throws Exception {
    Tributary.get(system);
    String destination = folder.getRoot().toPath().toRealPath().resolve("object").toString();
    TestProbe<DownloadUpdate> watcher = TestProbe.create(system);
    DownloadSpec spec =
        new DownloadSpec(
            new SourceReference(
                server.url("/object"), server.url("/object"), SourceOptions.defaults(), ""),
            destination,
            DownloadOptions.defaults());

    ClusterSharding.get(system)
        .entityRefFor(DownloadCoordinator.TYPE, DownloadId.of("", destination))
        .tell(new DownloadCoordinator.Start(spec, watcher.getRef()));

    watcher.expectMessageClass(DownloadUpdate.Accepted.class, Duration.ofSeconds(PATIENCE_SECONDS));
    watcher.fishForMessage(
        Duration.ofSeconds(PATIENCE_SECONDS),
        update ->
            update instanceof DownloadUpdate.Finished
                ? akka.actor.testkit.typed.javadsl.FishingOutcomes.complete()
                : akka.actor.testkit.typed.javadsl.FishingOutcomes.continueAndIgnore());
    assertArrayEquals(CONTENT.toByteArray(), Files.readAllBytes(target()));
  }
}
