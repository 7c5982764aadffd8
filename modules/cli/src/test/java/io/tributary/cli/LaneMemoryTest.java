package io.tributary.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.api.DownloadOptions;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class LaneMemoryTest extends JUnitSuite {
  private static final long LAUNCHERS_DIRECT_BYTES = 256L << 20;

  private static long bufferBytes(int lanes) {
    return LocalDownload.config(lanes).getBytes("tributary.node.lane-buffer");
  }

  @Test
  public void whatLanesReadAheadFitsTheMemoryHoweverManyThereAre() {
    for (int lanes = 1; lanes <= DownloadOptions.MAX_LANES; lanes++) {
      assertTrue(lanes * bufferBytes(lanes) <= LAUNCHERS_DIRECT_BYTES / 4);
    }
  }

  @Test
  public void fewLanesReadInLargePieces() {
    assertEquals(1 << 20, bufferBytes(0));
    assertEquals(1 << 20, bufferBytes(16));
    assertEquals(256 << 10, bufferBytes(DownloadOptions.MAX_LANES));
  }
}
