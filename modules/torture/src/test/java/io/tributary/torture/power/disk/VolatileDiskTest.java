package io.tributary.torture.power.disk;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class VolatileDiskTest extends JUnitSuite {
  private static final int SIZE = 64 << 10;

  private final VolatileDisk disk = new VolatileDisk(SIZE);

  private static byte[] filled(int lengthBytes, int value) {
    byte[] bytes = new byte[lengthBytes];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }

  @Test
  public void whatWasFlushedOutlivesThePower() {
    disk.write(1000, filled(9000, 1));
    disk.flush();
    disk.write(1000, filled(9000, 2));
    disk.flush();
    for (int seed = 0; seed < 20; seed++) {
      VolatileDisk left = disk.afterPowerLoss(new Random(seed));
      assertArrayEquals(filled(9000, 2), left.read(1000, 9000));
    }
  }

  @Test
  public void ofTheCacheAnySectorsMayBeLeft() {
    disk.write(0, filled(SIZE, 1));
    disk.flush();
    disk.write(0, filled(SIZE, 2));
    Set<Integer> kept = new HashSet<>();
    for (int seed = 0; seed < 50; seed++) {
      byte[] left = disk.afterPowerLoss(new Random(seed)).read(0, SIZE);
      int sectors = 0;
      for (int sector = 0; sector < SIZE / 512; sector++) {
        byte[] one = Arrays.copyOfRange(left, sector * 512, sector * 512 + 512);
        assertTrue("a sector is whole", Arrays.equals(filled(512, one[0]), one));
        sectors += one[0] - 1;
      }
      kept.add(sectors);
    }
    assertTrue("nothing, everything, and between: " + kept, kept.size() > 10);
    assertTrue(kept.toString(), kept.contains(0) && kept.contains(SIZE / 512));
  }

  @Test
  public void theDiskItselfGoesOnUnchanged() {
    disk.write(4096, filled(100, 3));
    VolatileDisk left = disk.afterPowerLoss(new Random(1));
    left.write(4096, filled(100, 4));
    assertArrayEquals(filled(100, 3), disk.read(4096, 100));
    assertEquals(100, disk.cachedBytes());
  }

  @Test
  public void aCutIsAnotherDiskOfItsOwnName() {
    DiskDirectory disks = new DiskDirectory(SIZE);
    long original = disks.find("disk").orElseThrow();
    disks.disk(original).orElseThrow().write(0, filled(10, 5));
    long cut = disks.find("disk.cut-7").orElseThrow();
    assertTrue(cut != original);
    assertEquals(cut, (long) disks.find("disk.cut-7").orElseThrow());
    assertTrue(disks.find("other").isEmpty());
    disks.remove("disk.cut-7");
    assertTrue(disks.disk(cut).isEmpty());
  }
}
