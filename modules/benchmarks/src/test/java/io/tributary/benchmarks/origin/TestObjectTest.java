package io.tributary.benchmarks.origin;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

public final class TestObjectTest extends JUnitSuite {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /** Blocks of 8 MiB repeat but for the numbers of their pages. */
  @Test
  public void bytesAtAnothersPlaceChangeTheChecksum() throws Exception {
    long block = 8 << 20;
    Path file = folder.getRoot().toPath().resolve("object");
    TestObject object = TestObject.create(file, 2 * block + 100);
    assertEquals(object.crc64(), TestObject.crc64Of(file));
    try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] page = new byte[4096];
      bytes.readFully(page);
      bytes.seek(block);
      bytes.write(page);
    }
    assertNotEquals(object.crc64(), TestObject.crc64Of(file));
  }
}
