package io.tributary.server;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.actor.ExtendedActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.Cluster;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.testkit.javadsl.TestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.server.settings.AkkaSettings;
import io.tributary.server.settings.NodeFile;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** Who may speak to a node whose cluster has TLS on: those with a certificate of its authority. */
public final class PeersTest extends JUnitSuite {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** Several times what a peer of the same authority needs. */
  private static final Duration A_WHILE = Duration.ofSeconds(8);

  private static final Path MAKE_CA =
      Path.of("../../scripts/make-test-ca").toAbsolutePath().normalize();

  /** What a peer has that means no harm, except that it lets Java serialization be used. */
  private static final String CARELESS =
      """
      akka.extensions = []
      akka.actor.typed.extensions = []
      akka.actor.allow-java-serialization = on
      akka.actor.warn-about-java-serializer-usage = off
      akka.persistence.journal.auto-start-journals = []
      akka.persistence.snapshot-store.auto-start-snapshot-stores = []
      akka.loglevel = OFF
      """;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path root;
  private RunningNode node;
  private TestKit receiver;
  private ActorSystem peer;

  /** What deserialization does, before anyone looks at the result. */
  private static final class Planted implements Serializable {
    private static final long serialVersionUID = 1;
    static final AtomicInteger AWAKENED = new AtomicInteger();

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      AWAKENED.incrementAndGet();
    }
  }

  @Before
  public void start() throws Exception {
    root = folder.getRoot().toPath().toRealPath();
    makeAuthority("ours");
    makeAuthority("theirs");
    node = RunningNode.start(root, tls("ours"));
    receiver = new TestKit(Adapter.toClassic(node.node().system()));
  }

  @After
  public void stop() {
    if (peer != null) {
      TestKit.shutdownActorSystem(peer);
    }
    node.close();
  }

  private void makeAuthority(String name) throws IOException, InterruptedException {
    Process made =
        new ProcessBuilder(MAKE_CA.toString(), root.resolve(name).toString(), "one=127.0.0.1")
            .inheritIO()
            .start();
    assertTrue(made.waitFor(60, TimeUnit.SECONDS));
    assertEquals(0, made.exitValue());
  }

  /** A certificate of that authority; ours is trusted by all, for it is no secret. */
  private String tls(String authority) {
    return """
        tributary.tls {
          enabled = on
          key-file = "%1$s/tls.key", cert-file = "%1$s/tls.crt", ca-file = "%2$s/ca.crt"
        }
        """
        .formatted(root.resolve(authority).resolve("one"), root.resolve("ours"));
  }

  /** Another process of the same program, as far as this one can tell. */
  private ActorSystem peer(String name, String tls) throws IOException {
    Path directory = Files.createDirectories(root.resolve(name));
    Path file = RunningNode.file(directory, tls + "tributary.node.name = " + name);
    Config config = AkkaSettings.of(NodeFile.read(file), ConfigFactory.empty());
    return ActorSystem.create(
        "tributary", ConfigFactory.parseString(CARELESS).withFallback(config).resolve());
  }

  private void send(TestKit to, Object message) {
    String path =
        to.getRef()
            .path()
            .toSerializationFormatWithAddress(Cluster.get(to.getSystem()).selfAddress());
    ((ExtendedActorSystem) peer)
        .provider()
        .resolveActorRef(path)
        .tell(message, ActorRef.noSender());
  }

  private static List<MemberStatus> members(ActorSystem system) {
    return StreamSupport.stream(Cluster.get(system).state().getMembers().spliterator(), false)
        .map(Member::status)
        .toList();
  }

  private void isKeptOut(String name, String tls) throws IOException {
    peer = peer(name, tls);
    Cluster.get(peer).join(Cluster.get(receiver.getSystem()).selfAddress());
    send(receiver, "let me in");
    receiver.expectNoMessage(A_WHILE);
    assertEquals(List.of(MemberStatus.up()), members(receiver.getSystem()));
    assertEquals(List.of(), members(peer));
  }

  @Test
  public void aPeerWithoutTlsIsKeptOut() throws IOException {
    isKeptOut("plain", "");
  }

  @Test
  public void aPeerOfAnotherAuthorityIsKeptOut() throws IOException {
    isKeptOut("foreign", tls("theirs"));
  }

  @Test
  public void aPeerOfTheSameAuthorityBecomesAMember() throws IOException {
    peer = peer("friend", tls("ours"));
    send(receiver, "hello");
    receiver.expectMsgEquals(PATIENCE, "hello");
    Cluster.get(peer).join(Cluster.get(receiver.getSystem()).selfAddress());
    receiver.awaitAssert(
        PATIENCE,
        () -> {
          assertEquals(
              List.of(MemberStatus.up(), MemberStatus.up()), members(receiver.getSystem()));
          return "both are up";
        });
  }

  /** Even who is let in cannot make a node instantiate what it names. */
  @Test
  public void aSerializedJavaObjectIsNotRead() throws IOException {
    peer = peer("friend", tls("ours"));
    ActorSystem careless = peer("careless", tls("ours"));
    try {
      TestKit there = new TestKit(careless);
      send(there, new Planted());
      there.expectMsgClass(PATIENCE, Planted.class);
      assertEquals("where Java serialization is on", 1, Planted.AWAKENED.get());
    } finally {
      TestKit.shutdownActorSystem(careless);
    }
    send(receiver, new Planted());
    send(receiver, "what comes after it");
    receiver.expectMsgEquals(PATIENCE, "what comes after it");
    assertEquals(1, Planted.AWAKENED.get());
  }
}
