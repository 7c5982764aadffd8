package io.tributary.engine.lane;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.util.ByteString;
import io.tributary.engine.node.Bandwidth;
import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class HedgeBufferTest extends JUnitSuite {
  @Test
  public void whatIsFetchedTwiceIsChargedToTheLimitsToo() {
    Bandwidth ofNode = Bandwidth.of(1000);
    Bandwidth ofDownload = Bandwidth.of(1000);
    TransferGauge gauge = new TransferGauge(5);
    HedgeBuffer hedge = new HedgeBuffer(5, 10_000, gauge);
    hedge.append(ByteString.fromArray(new byte[10_000]), List.of(ofNode, ofDownload));
    assertTrue(hedge.complete());
    assertEquals(10_000, gauge.received());
    for (Bandwidth limit : List.of(ofNode, ofDownload)) {
      assertTrue(limit.reserve(0) > 5_000_000_000L);
    }
  }
}
