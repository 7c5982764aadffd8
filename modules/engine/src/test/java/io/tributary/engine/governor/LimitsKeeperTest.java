package io.tributary.engine.governor;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import akka.actor.typed.javadsl.Adapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import io.tributary.engine.DownloadFixture;
import java.io.InputStream;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class LimitsKeeperTest extends JUnitSuite {
  private static final int SERIALIZER = 1414681925;
  private static final LimitsChosen SAMPLE = new LimitsChosen(new ChosenLimits(64, null, 1L << 30));

  private DownloadFixture fixture;

  @Before
  public void start() throws Exception {
    fixture = new DownloadFixture();
  }

  @After
  public void stop() throws Exception {
    fixture.close();
  }

  private Limits seen() {
    return Governor.get(fixture.node().system()).view().cluster();
  }

  @Test
  public void whatWasChosenHoldsAfterARestart() throws Exception {
    ClusterLimits.get(fixture.node().system())
        .choose(new ChosenLimits(7, 2.5, 1000L))
        .toCompletableFuture()
        .get(DownloadFixture.PATIENCE_SECONDS, TimeUnit.SECONDS);
    assertEquals(new Limits(7, 2.5, 1000), seen());
    fixture.restart();
    assertEquals(Limits.NONE, seen());
    ClusterLimits.get(fixture.node().system());
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!seen().equals(new Limits(7, 2.5, 1000))) {
      assertTrue("not heard of", System.nanoTime() - end < 0);
      LockSupport.parkNanos(10_000_000);
    }
  }

  private static LimitsChange onlyConnections(int connections) {
    return new LimitsChange(
        Set.of(LimitsChange.Limit.CONNECTIONS), new ChosenLimits(connections, null, null));
  }

  private static LimitsChange onlyBytes(long bytesPerSecond) {
    return new LimitsChange(
        Set.of(LimitsChange.Limit.BYTES_PER_SECOND), new ChosenLimits(null, null, bytesPerSecond));
  }

  @Test
  public void twoWhoChangeDifferentLimitsAtATimeBothHaveTheirWay() throws Exception {
    ClusterLimits limits = ClusterLimits.get(fixture.node().system());
    for (int i = 1; i <= 20; i++) {
      var one = limits.change(onlyConnections(i)).toCompletableFuture();
      var other = limits.change(onlyBytes(i)).toCompletableFuture();
      CompletableFuture.allOf(one, other).get(DownloadFixture.PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertEquals(new Limits(i, 0, i), seen());
      assertNotEquals(one.join().revision(), other.join().revision());
    }
    assertTrue(limits.chosen().revision() >= 40);
  }

  @Test
  public void whatOldJournalsHoldComesBackEqual() throws Exception {
    Serialization serialization =
        SerializationExtension.get(Adapter.toClassic(fixture.node().system()));
    assertEquals(SERIALIZER, serialization.findSerializerFor(SAMPLE).identifier());
    try (InputStream in =
        LimitsKeeperTest.class.getResourceAsStream("/golden/limits/chosen.cbor")) {
      assertNotNull("no golden file", in);
      assertEquals(SAMPLE, serialization.deserialize(in.readAllBytes(), SERIALIZER, "").get());
    }
    byte[] now = serialization.serialize(SAMPLE).get();
    assertEquals(SAMPLE, serialization.deserialize(now, SERIALIZER, "").get());
  }
}
