package io.tributary.engine.lane;

import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.identity.Identity;
import io.tributary.engine.destination.FlushReport;
import io.tributary.engine.destination.Recording;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.source.SourceReference;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.file.FileDestination;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

public final class LaneFilesTest extends JUnitSuite {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private static PartFetcher.Begin begin(ActorTestKit kit, Path destination, String name) {
    LaneJob job =
        new LaneJob(
            "id",
            1,
            2,
            new NodeId("127.0.0.1:1#1"),
            new SourceReference("http://host/x", "http://host/x", SourceOptions.defaults(), "id"),
            new Identity(10, "\"e\"", "", "", List.of()),
            true,
            destination.toString(),
            "",
            name,
            0,
            new Recording(true, 0),
            0,
            Duration.ofSeconds(20),
            null);
    return new PartFetcher.Begin(
        job, kit.<LaneReport>createTestProbe().ref(), kit.<FlushReport>createTestProbe().ref());
  }

  /** As when another node wrote the path down, which could not look where it leads. */
  @Test
  public void aPathThroughALinkIsJudgedByWhereItLeads() throws Exception {
    Path real = folder.newFolder("real").toPath().toRealPath();
    Path root = Files.createSymbolicLink(folder.getRoot().toPath().resolve("root"), real);
    Path destination = root.resolve("object");
    String name = FileDestination.newTemporaryName(destination);
    FileDestination.of(destination).create(name, 10).close();
    ActorTestKit kit =
        ActorTestKit.create(
            "lanes",
            ConfigFactory.parseString("tributary.node.destination-roots = [\"" + root + "\"]")
                .withFallback(ConfigFactory.load()));
    try (LaneFile file =
        LaneFiles.open(begin(kit, destination, name), new LaneLease(), kit.system())) {
      assertTrue(file instanceof SharedFile);
    } finally {
      kit.shutdownTestKit();
    }
  }
}
