package io.tributary.engine.node;

import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.typesafe.config.ConfigFactory;
import io.tributary.engine.journal.SqliteJournal;
import io.tributary.engine.serialization.TributarySerializable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.AfterClass;
import org.junit.Assert;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

public final class SerializationTest extends JUnitSuite {
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static ActorTestKit kit;

  /** What messages and events are made of. */
  record Sample(
      Shape shape, List<Piece> pieces, Duration pause, long bytes, double speed, Kind kind)
      implements TributarySerializable {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME)
  @JsonSubTypes({
    @JsonSubTypes.Type(value = Shape.Circle.class, name = "circle"),
    @JsonSubTypes.Type(value = Shape.Nothing.class, name = "nothing")
  })
  sealed interface Shape {
    record Circle(double radius) implements Shape {}

    record Nothing() implements Shape {}
  }

  record Piece(long start, long lengthBytes, long crc64, String name, byte[] tag) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Piece piece
          && start == piece.start
          && lengthBytes == piece.lengthBytes
          && crc64 == piece.crc64
          && name.equals(piece.name)
          && java.util.Arrays.equals(tag, piece.tag);
    }

    @Override
    public int hashCode() {
      return Long.hashCode(start);
    }
  }

  enum Kind {
    PLAIN,
    FANCY
  }

  /** Not marked: must not travel. */
  record Stranger(String text) {}

  /** Not marked, but Java could serialize it. */
  record JavaStranger(String text) implements java.io.Serializable {}

  @BeforeClass
  public static void start() throws IOException {
    Path database = FOLDER.newFolder().toPath().resolve("journal.db");
    kit =
        ActorTestKit.create(
            SystemName.random(),
            LocalNode.config(SqliteJournal.open(database), ConfigFactory.load()));
  }

  @AfterClass
  public static void stop() {
    kit.shutdownTestKit();
  }

  @Test
  public void recordsComeBackEqual() {
    Piece piece = new Piece(1L << 60, 7, -1L, "ü\n\u0000", new byte[] {0, -1});
    SerializationCheck.roundTrip(
        kit.system(),
        new Sample(
            new Shape.Circle(1.5),
            List.of(piece, piece),
            Duration.ofMillis(1501),
            Long.MIN_VALUE,
            0.1,
            Kind.FANCY));
    SerializationCheck.roundTrip(
        kit.system(), new Sample(new Shape.Nothing(), List.of(), Duration.ZERO, 0, 0, Kind.PLAIN));
  }

  @Test
  public void actorReferencesTravel() {
    TestProbe<akka.Done> probe = kit.createTestProbe();
    SerializationCheck.roundTrip(kit.system(), new Note.Add("x", probe.ref()));
  }

  @Test
  public void whatIsNotMarkedIsRefused() {
    Serialization serialization =
        SerializationExtension.get(akka.actor.typed.javadsl.Adapter.toClassic(kit.system()));
    assertTrue(serialization.serialize(new Stranger("x")).isFailure());
    assertTrue(serialization.serialize(new JavaStranger("x")).isFailure());
  }

  @Test
  public void aForgedClassNameIsNotInstantiated() throws Exception {
    Serialization serialization =
        SerializationExtension.get(akka.actor.typed.javadsl.Adapter.toClassic(kit.system()));
    int cbor = serialization.serializerFor(Sample.class).identifier();
    byte[] emptyMap = {(byte) 0xa0};
    for (Class<?> forged : List.of(Stranger.class, java.util.HashMap.class, Map.class)) {
      Assert.assertTrue(
          forged.getName(),
          serialization.deserialize(emptyMap, cbor, forged.getName()).isFailure());
    }
  }
}
