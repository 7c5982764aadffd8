package io.tributary.engine.fault;

import io.tributary.engine.DownloadFixture;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.content.ContentDigest;
import io.tributary.testkit.object.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.scalatestplus.junit.JUnitSuite;

/**
 * Downloads through a whole node: real sockets, real files, a real journal. One node serves all
 * tests of a class, so every test has an object and a destination of its own.
 */
abstract class FaultSuite extends JUnitSuite {
  static final int KIB = 1 << 10;
  static final int MIB = 1 << 20;

  /** What racing for late ranges may cost a small download, on a machine that is busy. */
  static final long HEDGING_BYTES = 2L << 20;

  /** Far more than anything takes; only a defect gets there. */
  static final Duration PATIENCE = Duration.ofSeconds(120);

  static DownloadFixture fixture;
  static ObjectServer server;

  @BeforeClass
  public static void startNode() throws Exception {
    fixture = new DownloadFixture();
    server = fixture.server;
  }

  @AfterClass
  public static void stopNode() throws Exception {
    fixture.close();
  }

  @After
  public void forgetFaults() {
    server.faults().clear();
    server.clearLog();
  }

  /** An object that publishes its CRC-64 as OSS does. */
  static StoredObject withCrc(Content content) {
    return StoredObject.of(content).withHeader("x-oss-hash-crc64ecma", crc64(content));
  }

  /** For faults, which must not throw. */
  static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String crc64(Content content) {
    return Long.toUnsignedString(ContentDigest.crc64(content));
  }
}
