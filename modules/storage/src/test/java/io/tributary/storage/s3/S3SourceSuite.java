package io.tributary.storage.s3;

import io.tributary.core.failure.TributaryException;
import io.tributary.core.identity.Identity;
import io.tributary.core.range.ByteRange;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.SourceReader;
import java.nio.charset.StandardCharsets;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.scalatestplus.junit.JUnitSuite;

/** Ways to ask a server. */
abstract class S3SourceSuite extends JUnitSuite {
  static final String PATH = "/bucket/object";
  static SourceReader reader;

  @BeforeClass
  public static void startNode() {
    reader = SourceReader.start();
  }

  @AfterClass
  public static void stopNode() {
    reader.stop();
  }

  static Identity identity(S3Setup setup, String path) {
    ObjectSource source = setup.open(path, reader.node());
    Identity identity = reader.await(source.probe()).identity();
    reader.await(source.close());
    return identity;
  }

  static TributaryException refusal(S3Setup setup, String path) {
    ObjectSource source = setup.open(path, reader.node());
    TributaryException failure = reader.failure(source.probe());
    reader.await(source.close());
    return failure;
  }

  static String whole(S3Setup setup, String path) {
    ObjectSource source = setup.open(path, reader.node());
    Identity identity = reader.await(source.probe()).identity();
    byte[] bytes = reader.read(source.openWhole(identity));
    reader.await(source.close());
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static String text(S3Setup setup, String path, ByteRange range) {
    ObjectSource source = setup.open(path, reader.node());
    Identity identity = reader.await(source.probe()).identity();
    byte[] bytes = reader.read(source.open(identity, range));
    reader.await(source.close());
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
