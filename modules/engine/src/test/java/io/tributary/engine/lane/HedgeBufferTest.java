package io.tributary.engine.lane;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.governor.Bandwidth;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class HedgeBufferTest extends JUnitSuite {
  private final TransferGauge gauge = new TransferGauge(100);
  private final HedgeBuffer hedge = new HedgeBuffer(100, 10_000);

  private void read(ScriptedBody body, Bandwidth limit) {
    BodyReader.Terms terms =
        new BodyReader.Terms(
            ByteBuffer.allocateDirect(16 << 10),
            limit,
            new LongAdder(),
            Duration.ofMinutes(1),
            "x");
    new BodyReader(terms, hedge, gauge).read(body);
  }

  @Test
  public void whatItFetchesIsChargedToTheLimit() {
    Bandwidth limit = Bandwidth.of(1000);
    ScriptedBody body = new ScriptedBody();
    body.send(new byte[1250]);
    body.complete();
    long begun = System.nanoTime();
    read(body, limit);
    assertFalse(hedge.full());
    assertEquals(1250, gauge.received());
    double seconds = (System.nanoTime() - begun) / 1e9;
    assertTrue("1000 bytes beyond the burst, in " + seconds + " s", seconds > 0.9);
  }

  @Test
  public void itKeepsItsRangeAndNoByteMore() {
    ScriptedBody body = new ScriptedBody();
    byte[] sent = new byte[10_002];
    sent[9_999] = 7;
    body.send(sent);
    read(body, Bandwidth.of(0));
    assertTrue(hedge.full());
    assertEquals(ByteBuffer.wrap(new byte[] {0, 7}), hedge.from(100 + 9_998));
    assertEquals("nothing is in the file yet", 100, gauge.written());
  }
}
