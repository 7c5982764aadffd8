package io.tributary.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.api.DownloadOptions;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class LaneMemoryTest extends JUnitSuite {
  private static final long LAUNCHERS_HEAP_BYTES = 256L << 20;
  private static final int PIECES_OF_A_LANE = 4;

  private static long pieceBytes(int lanes) {
    return LocalDownload.config(lanes)
        .getBytes("tributary.local-node.akka.io.tcp.direct-buffer-size");
  }

  @Test
  public void whatLanesReadAheadFitsTheHeapHoweverManyThereAre() {
    for (int lanes = 1; lanes <= DownloadOptions.MAX_LANES; lanes++) {
      assertTrue(lanes * PIECES_OF_A_LANE * pieceBytes(lanes) <= LAUNCHERS_HEAP_BYTES / 4);
    }
  }

  @Test
  public void fewLanesReadInLargePieces() {
    assertEquals(256 << 10, pieceBytes(0));
    assertEquals(256 << 10, pieceBytes(16));
    assertEquals(64 << 10, pieceBytes(DownloadOptions.MAX_LANES));
  }
}
