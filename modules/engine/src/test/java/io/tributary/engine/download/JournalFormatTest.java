package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.typesafe.config.ConfigFactory;
import io.tributary.engine.serialization.Versions;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Journals that were written by any released version can be read by this one. */
public final class JournalFormatTest extends JUnitSuite {
  private static final int EVENT_SERIALIZER = 1414681921;
  private static final int SNAPSHOT_SERIALIZER = 1414681922;

  private static ActorTestKit kit;
  private static Serialization serialization;

  @BeforeClass
  public static void start() {
    kit = ActorTestKit.create("journal", ConfigFactory.load());
    serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
  }

  @AfterClass
  public static void stop() {
    kit.shutdownTestKit();
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in =
        JournalFormatTest.class.getResourceAsStream("/golden/" + name + ".cbor")) {
      assertNotNull("no golden file for " + name + ": see JournalSamples", in);
      return in.readAllBytes();
    }
  }

  @Test
  public void oldEventsComeBackEqual() throws IOException {
    for (Map.Entry<String, DownloadEvent> sample : JournalSamples.events().entrySet()) {
      byte[] bytes = golden(sample.getKey());
      Object read = serialization.deserialize(bytes, EVENT_SERIALIZER, "").get();
      assertEquals(sample.getKey(), sample.getValue(), read);
    }
  }

  @Test
  public void oldSnapshotsComeBackEqual() throws IOException {
    for (Map.Entry<String, DownloadSnapshot> sample : JournalSamples.snapshots().entrySet()) {
      byte[] bytes = golden(sample.getKey());
      Object read = serialization.deserialize(bytes, SNAPSHOT_SERIALIZER, "").get();
      assertEquals(sample.getKey(), sample.getValue(), read);
    }
  }

  @Test
  public void everythingThatIsWrittenNowCanBeReadBack() {
    Stream.concat(
            JournalSamples.events().values().stream(), JournalSamples.snapshots().values().stream())
        .forEach(
            sample -> {
              int serializer = serialization.findSerializerFor(sample).identifier();
              boolean event = sample instanceof DownloadEvent;
              assertEquals(event ? EVENT_SERIALIZER : SNAPSHOT_SERIALIZER, serializer);
              byte[] bytes = serialization.serialize(sample).get();
              assertEquals(sample, serialization.deserialize(bytes, serializer, "").get());
            });
  }

  @Test
  public void everyEventHasANameAndAGoldenFile() {
    List<Class<?>> permitted = List.of(DownloadEvent.class.getPermittedSubclasses());
    Set<Class<?>> named =
        Stream.of(DownloadEvent.class.getAnnotation(JsonSubTypes.class).value())
            .map(JsonSubTypes.Type::value)
            .collect(Collectors.toSet());
    assertEquals("every event has a name", Set.copyOf(permitted), named);
    Set<Class<?>> sampled =
        JournalSamples.events().values().stream()
            .<Class<?>>map(Object::getClass)
            .collect(Collectors.toSet());
    assertEquals("every event has a sample", Set.copyOf(permitted), sampled);
    assertTrue(JournalSamples.events().keySet().containsAll(JournalSamples.journaledNames()));
  }

  /** A coordinator may move from a node of this version to one of an earlier version. */
  @Test
  public void whatIsWrittenNowHasAllThatAnEarlierVersionReads() throws IOException {
    Versions versions = new Versions(new ObjectMapper(new CBORFactory()));
    Map<String, Object> samples = new LinkedHashMap<>(JournalSamples.events());
    samples.putAll(JournalSamples.snapshots());
    for (Map.Entry<String, Object> sample : samples.entrySet()) {
      byte[] now = serialization.serialize(sample.getValue()).get();
      versions.requireReadable(sample.getKey(), golden(sample.getKey()), now);
    }
  }

  @Test
  public void aFieldThatALaterVersionAddedIsNoObstacle() throws IOException {
    byte[] completed = golden("completed");
    // A map of one more entry: "more": 1, in CBOR.
    assertEquals("an indefinite map", (byte) 0xbf, completed[0]);
    byte[] more = {0x64, 'm', 'o', 'r', 'e', 0x01, (byte) 0xff};
    byte[] longer = java.util.Arrays.copyOf(completed, completed.length - 1 + more.length);
    System.arraycopy(more, 0, longer, completed.length - 1, more.length);
    assertEquals(
        new DownloadEvent.Completed(),
        serialization.deserialize(longer, EVENT_SERIALIZER, "").get());
  }
}
