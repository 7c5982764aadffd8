package io.tributary.engine.lane;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.identity.Identity;
import io.tributary.core.ledger.Segment;
import io.tributary.engine.dataport.ClusterSecret;
import io.tributary.engine.dataport.DataPort;
import io.tributary.engine.dataport.DataPortAddress;
import io.tributary.engine.dataport.DataPortLink;
import io.tributary.engine.dataport.OpenPart;
import io.tributary.engine.dataport.OpenParts;
import io.tributary.engine.dataport.PartSender;
import io.tributary.engine.destination.Recording;
import io.tributary.engine.destination.ScriptedFile;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.source.SourceReference;
import io.tributary.storage.SourceOptions;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.AfterClass;
import org.junit.Assert;
import org.junit.BeforeClass;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** A lane that brings its bytes to a real data port, and whose lease ends while it waits. */
public final class HomeFileTest extends JUnitSuite {
  private static final ClusterSecret SECRET = ClusterSecret.of("0123456789abcdef0123456789abcdef");
  private static final String NAME = "object.0123456789abcdef.tributary";
  private static final int SIZE = 1 << 20;

  /** What is left of a lease that is about to end. */
  private static final Duration LEFT = Duration.ofMillis(600);

  private static ActorTestKit kit;
  private static OpenParts parts;
  private static DataPortAddress address;

  private final List<Segment> reported = new CopyOnWriteArrayList<>();
  private final ScriptedFile there = new ScriptedFile(SIZE);
  private final LaneLease lease = new LaneLease();
  private final RangeTransfer transfer = new RangeTransfer(0, SIZE);
  private Duration opening = Duration.ZERO;
  private Duration patience = Duration.ofSeconds(30);

  @BeforeClass
  public static void start() {
    kit =
        ActorTestKit.create(
            "home",
            ConfigFactory.parseString("tributary.node.data-port.silence = 20s")
                .withFallback(ConfigFactory.load()));
    parts = new OpenParts();
    address =
        DataPort.open(kit.system(), "127.0.0.1", 0, parts, SECRET, Optional.empty())
            .toCompletableFuture()
            .join();
  }

  @AfterClass
  public static void stop() {
    kit.shutdownTestKit();
  }

  /** A home that may take its time to open the file. */
  private final class SlowHome implements RemoteHome {
    @Override
    public CompletionStage<PartSender> open() {
      return CompletableFuture.supplyAsync(
          () -> new PartSender(new DataPortLink(address, SECRET, Optional.empty()), 2),
          CompletableFuture.delayedExecutor(opening.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public CompletionStage<?> drain() {
      return CompletableFuture.completedStage(null);
    }

    @Override
    public void alive() {}
  }

  private HomeFile file() {
    parts.open(NAME, new OpenPart(there, 7, 0, reported::add, () -> {}));
    LaneJob job =
        new LaneJob(
            "id",
            7,
            2,
            new NodeId("127.0.0.1:1#1"),
            new SourceReference("http://host/x", "http://host/x", SourceOptions.defaults(), "id"),
            new Identity(SIZE, "\"e\"", "", "", List.of()),
            true,
            "/data/object",
            "home",
            NAME,
            0,
            new Recording(true, 0),
            0,
            Duration.ofSeconds(20),
            null);
    return new HomeFile(job, new SlowHome(), lease, patience, Runnable::run);
  }

  private void leaseHolds() {
    lease.renew(System.nanoTime());
  }

  private void leaseEndsSoon() {
    lease.renew(System.nanoTime() - LaneLease.TERM.minus(LEFT).toNanos());
  }

  private void untilItHasEnded() {
    while (lease.holds()) {
      LockSupport.parkNanos(LEFT.toNanos() / 10);
    }
  }

  private static ByteBuffer bytes(int count) {
    byte[] content = new byte[count];
    Arrays.fill(content, (byte) 5);
    return ByteBuffer.wrap(content);
  }

  private void nothingIsThere() {
    assertTrue(reported.isEmpty());
    assertEquals(0, transfer.gauge().written());
    assertArrayEquals(new byte[SIZE], there.content());
  }

  @Test
  public void whatALaneBringsIsThere() {
    leaseHolds();
    try (HomeFile file = file()) {
      leaseHolds();
      Landing landing = file.landing(transfer);
      leaseHolds();
      landing.take(bytes(1000));
      leaseHolds();
      landing.end();
      assertEquals(1000, transfer.gauge().written());
      assertEquals(1, reported.size());
      leaseHolds();
      file.write(bytes(1000), 1000, transfer.gauge());
    }
    assertEquals(2000, transfer.gauge().written());
    assertEquals(2, reported.size());
    assertArrayEquals(bytes(2000).array(), Arrays.copyOf(there.content(), 2000));
  }

  @Test
  public void aLeaseThatEndsWhileTheHomeOpensTheFileEndsTheRange() {
    opening = LEFT.multipliedBy(2);
    leaseEndsSoon();
    try (HomeFile file = file()) {
      Landing landing = file.landing(transfer);
      landing.take(bytes(1000));
      assertTrue(landing.full());
      lease.renew(System.nanoTime());
      landing.take(bytes(1000));
      assertTrue("it stays over", landing.full());
      landing.end();
    }
    nothingIsThere();
  }

  @Test
  public void aLeaseThatEndsBeforeThePartDoesEndsThePart() {
    leaseEndsSoon();
    try (HomeFile file = file()) {
      Landing landing = file.landing(transfer);
      landing.take(bytes(1000));
      untilItHasEnded();
      landing.end();
    }
    assertTrue(reported.isEmpty());
    assertEquals(0, transfer.gauge().written());
  }

  @Test
  public void aHedgeIsNotWrittenWhenTheLeaseEndsWhileItWaits() {
    opening = LEFT.multipliedBy(2);
    leaseEndsSoon();
    try (HomeFile file = file()) {
      file.write(bytes(1000), 0, transfer.gauge());
    }
    nothingIsThere();
  }

  @Test(timeout = 60_000)
  public void aHomeWhoseDiskHangsIsNotWaitedForWithAHedgeWithoutEnd() {
    patience = Duration.ofMillis(500);
    lease.renew(System.nanoTime());
    try (HomeFile file = file()) {
      // Whoever holds it is the disk that hangs.
      synchronized (there) {
        Failure failure =
            Assert.assertThrows(
                    TributaryException.class, () -> file.write(bytes(1000), 0, transfer.gauge()))
                .failure();
        assertTrue(failure.oneLine(), failure.kind().retryable());
      }
    }
    assertTrue("another node may reach it", transfer.gauge().cutOff());
  }
}
