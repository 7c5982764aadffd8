package io.tributary.server.settings;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.engine.journal.SqliteJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** What a node's file comes to once everything is laid over everything. */
public final class AkkaSettingsTest extends JUnitSuite {
  private static final String SHARES_JOURNAL = "tributary.node.shares-journal";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private NodeSettings node(String text) throws IOException {
    Path token = folder.getRoot().toPath().resolve("token");
    Path file =
        Files.writeString(
            folder.newFile().toPath(), text + "\ntributary.http.token-file = \"" + token + "\"");
    return NodeFile.read(file);
  }

  private NodeSettings member() throws IOException {
    return node(
        """
        tributary {
          node.name = "node-1"
          cluster { host = "127.0.0.1", join = "seeds", seed-nodes = ["127.0.0.1:25520"] }
          journal { kind = "postgresql", postgresql.url = "jdbc:postgresql://127.0.0.1/none" }
        }
        """);
  }

  @Test
  public void aJournalThatNodesShareMayLoseADownloadToAnotherNode() throws IOException {
    NodeSettings node = member();
    Config journal = node.config().getConfig("tributary.journal.postgresql.node");
    assertTrue(AkkaSettings.of(node, journal).getBoolean(SHARES_JOURNAL));
  }

  @Test
  public void aJournalInALockedFileMayNot() throws IOException {
    Config journal = SqliteJournal.open(folder.getRoot().toPath().resolve("journal")).config();
    assertFalse(
        AkkaSettings.of(node("tributary.node.name = one"), journal).getBoolean(SHARES_JOURNAL));
  }

  @Test
  public void noSettingOfALocalNodeOverridesWhatAMemberOfAClusterNeeds() throws IOException {
    Config config = AkkaSettings.of(member(), ConfigFactory.empty());
    assertEquals("off", config.getString("akka.remote.artery.untrusted-mode"));
    assertEquals("tcp", config.getString("akka.remote.artery.transport"));
    assertFalse(config.getBoolean("akka.actor.allow-java-serialization"));
    assertEquals(
        "keep-majority", config.getString("akka.cluster.split-brain-resolver.active-strategy"));
  }

  /** By which nodes of two versions tell which is the later one. */
  @Test
  public void everyNodeSaysItsVersion() throws IOException {
    String version =
        AkkaSettings.of(member(), ConfigFactory.empty()).getString("akka.cluster.app-version");
    assertTrue(version, version.matches("[0-9]+\\.[0-9]+\\.[0-9]+(-SNAPSHOT)?"));
    assertNotEquals("what Akka says for no version", "0.0.0", version);
  }
}
