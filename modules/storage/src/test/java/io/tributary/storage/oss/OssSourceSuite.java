package io.tributary.storage.oss;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.identity.Identity;
import io.tributary.core.range.ByteRange;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.Probe;
import io.tributary.storage.SourceReader;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.object.StoredObject;
import io.tributary.testkit.oss.OssSettings;
import java.nio.charset.StandardCharsets;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.scalatestplus.junit.JUnitSuite;

/** A server that verifies signatures, and ways to ask it. */
abstract class OssSourceSuite extends JUnitSuite {
  static final String PATH = "/bucket/object";
  static SourceReader reader;

  ObjectServer server;

  @BeforeClass
  public static void startNode() {
    reader = SourceReader.start();
  }

  @AfterClass
  public static void stopNode() {
    reader.stop();
  }

  @After
  public void stopServer() {
    server.close();
  }

  void serve() {
    serve(settings());
  }

  void serve(OssSettings settings) {
    server = ObjectServer.builder().oss(settings).start();
  }

  static OssSettings settings() {
    return OssSettings.of(OssSourceContract.ACCOUNT, OssSourceContract.TEMPORARY)
        .withBucket("bucket");
  }

  OssSetup setup() {
    return OssSetup.at(server.origin());
  }

  static ObjectSource open(OssSetup setup, String path) {
    return setup.open(path, reader.node());
  }

  Probe probe(String path) {
    ObjectSource source = open(setup(), path);
    Probe probe = reader.await(source.probe());
    reader.await(source.close());
    return probe;
  }

  static TributaryException refusal(OssSetup setup) {
    ObjectSource source = open(setup, PATH);
    TributaryException failure = reader.failure(source.probe());
    reader.await(source.close());
    return failure;
  }

  static String whole(OssSetup setup, String path) {
    ObjectSource source = open(setup, path);
    Identity identity = reader.await(source.probe()).identity();
    byte[] bytes = reader.read(source.openWhole(identity));
    reader.await(source.close());
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static String text(OssSetup setup, String path, ByteRange range) {
    ObjectSource source = open(setup, path);
    Identity identity = reader.await(source.probe()).identity();
    byte[] bytes = reader.read(source.open(identity, range));
    reader.await(source.close());
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static StoredObject object(String text) {
    return StoredObject.of(Content.of(text));
  }

  static Checksum crc(String value) {
    return new Checksum(ChecksumAlgorithm.CRC64, value);
  }
}
