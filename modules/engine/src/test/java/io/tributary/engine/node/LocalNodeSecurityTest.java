package io.tributary.engine.node;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.Done;
import akka.actor.ActorRef;
import akka.actor.ActorSystem;
import akka.actor.Identify;
import akka.actor.PoisonPill;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.event.Logging;
import akka.testkit.javadsl.TestKit;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Random;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** Another local user can reach the port. That must be all. */
public final class LocalNodeSecurityTest extends JUnitSuite {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration A_MOMENT = Duration.ofMillis(300);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private LocalNode node;
  private ActorSystem inside;
  private TestKit victim;
  private int port;
  private ActorSystem intruder;

  @Before
  public void start() {
    node = LocalNode.start(folder.getRoot().toPath().resolve("journal.db"));
    inside = Adapter.toClassic(node.system());
    victim = new TestKit(inside);
    port = (Integer) node.system().address().port().get();
    intruder = ActorSystem.create("intruder", intruderConfig());
  }

  @After
  public void stop() {
    TestKit.shutdownActorSystem(intruder);
    node.close();
  }

  @Test
  public void aPeerThatDoesNotKnowTheNameIsRefusedAtTheHandshake() {
    TestKit warnings = new TestKit(inside);
    inside.getEventStream().subscribe(warnings.getRef(), Logging.Warning.class);
    String guess = "tributary-00000000000000000000000000000000";
    remote(guess, victim.getRef()).tell("hello", ActorRef.noSender());
    warnings.fishForMessage(
        PATIENCE,
        "the refusal",
        message ->
            message instanceof Logging.Warning warning
                && warning.message().toString().contains("Dropping Handshake Request"));
    victim.expectNoMessage(A_MOMENT);
  }

  @Test
  public void onlyTheNameKeepsOthersOut() {
    remote(inside.name(), victim.getRef()).tell("hello", ActorRef.noSender());
    assertEquals("hello", victim.expectMsgClass(PATIENCE, String.class));
  }

  @Test
  public void evenWithTheNameNobodyCanStopOrFindActors() {
    ActorRef target = remote(inside.name(), victim.getRef());
    target.tell(PoisonPill.getInstance(), ActorRef.noSender());
    TestKit asker = new TestKit(intruder);
    String anywhere = "akka://" + inside.name() + "@127.0.0.1:" + port + "/system/*";
    intruder.actorSelection(anywhere).tell(new Identify(1), asker.getRef());
    target.tell("still there?", ActorRef.noSender());
    assertEquals("still there?", victim.expectMsgClass(PATIENCE, String.class));
    asker.expectNoMessage(A_MOMENT);
  }

  @Test
  public void rawBytesDoNotDisturbTheNode() throws IOException {
    byte[] noise = new byte[1 << 20];
    new Random(7).nextBytes(noise);
    send(noise);
    byte[] frame = new byte[64];
    System.arraycopy("AKKA".getBytes(StandardCharsets.US_ASCII), 0, frame, 0, 4);
    for (byte stream = 0; stream < 4; stream++) {
      frame[4] = stream;
      send(frame);
      frame[8] = Byte.MAX_VALUE;
      send(frame);
    }
    victim.expectNoMessage(A_MOMENT);
    ClusterSharding sharding = ClusterSharding.get(node.system());
    sharding.init(Entity.of(Note.KEY, context -> Note.create(context.getEntityId())));
    sharding
        .entityRefFor(Note.KEY, "one")
        .<Done>ask(replyTo -> new Note.Add("alive", replyTo), PATIENCE)
        .toCompletableFuture()
        .join();
  }

  @Test
  public void thePortIsOpenOnOneLoopbackAddressOnly() throws IOException {
    assertEquals("127.0.0.1", node.system().address().host().get());
    try (Socket reachable = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      assertTrue(reachable.isConnected());
    }
    Assert.assertThrows(
        ConnectException.class, () -> new Socket(InetAddress.getByName("127.0.0.2"), port).close());
  }

  private ActorRef remote(String systemName, ActorRef target) {
    String path = target.path().toSerializationFormatWithAddress(addressOf(systemName));
    return ((akka.actor.ExtendedActorSystem) intruder).provider().resolveActorRef(path);
  }

  private akka.actor.Address addressOf(String systemName) {
    return new akka.actor.Address("akka", systemName, "127.0.0.1", port);
  }

  /** The other side may close at any time; that is its answer. */
  private void send(byte[] bytes) throws IOException {
    try (Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), port)) {
      OutputStream out = socket.getOutputStream();
      out.write(bytes);
      out.flush();
      socket.shutdownOutput();
      socket.setSoTimeout((int) PATIENCE.toMillis());
      while (socket.getInputStream().read() >= 0) {
        continue;
      }
    } catch (java.net.SocketException closed) {
      return;
    }
  }

  private static Config intruderConfig() {
    return ConfigFactory.parseString(
            """
            akka.actor.provider = remote
            akka.remote.artery.canonical { hostname = "127.0.0.1", port = 0 }
            akka.loglevel = WARNING
            akka.coordinated-shutdown.run-by-jvm-shutdown-hook = off
            """)
        .withFallback(ConfigFactory.load());
  }
}
