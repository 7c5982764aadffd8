package io.tributary.engine.serialization;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
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
public abstract class JournalFormatContract extends JUnitSuite {
  private static ActorTestKit kit;
  private static Serialization serialization;

  private final Versions versions = new Versions(new ObjectMapper(new CBORFactory()));
  private final String directory;
  private final Class<?> events;
  private final int eventSerializer;
  private final int snapshotSerializer;

  /**
   * @param directory of the golden files, among the resources
   * @param events the sealed type of all events
   * @param eventSerializer the identifier that is journaled with events
   * @param snapshotSerializer the same for snapshots
   */
  protected JournalFormatContract(
      String directory, Class<?> events, int eventSerializer, int snapshotSerializer) {
    this.directory = directory;
    this.events = events;
    this.eventSerializer = eventSerializer;
    this.snapshotSerializer = snapshotSerializer;
  }

  /** Golden file name, without its extension, to event or snapshot. */
  protected abstract Map<String, Object> samples();

  @BeforeClass
  public static void start() {
    kit = ActorTestKit.create("journal", ConfigFactory.load());
    serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
  }

  @AfterClass
  public static void stop() {
    kit.shutdownTestKit();
  }

  private int serializer(Object sample) {
    return events.isInstance(sample) ? eventSerializer : snapshotSerializer;
  }

  private byte[] golden(String name) throws IOException {
    try (InputStream in = getClass().getResourceAsStream(directory + name + ".cbor")) {
      assertNotNull("no golden file for " + name + ": see the samples", in);
      return in.readAllBytes();
    }
  }

  private Object read(byte[] bytes, Object sample) {
    return serialization.deserialize(bytes, serializer(sample), "").get();
  }

  @Test
  public void whatOldJournalsHoldComesBackEqual() throws IOException {
    for (Map.Entry<String, Object> sample : samples().entrySet()) {
      Object read = read(golden(sample.getKey()), sample.getValue());
      assertEquals(sample.getKey(), sample.getValue(), read);
    }
  }

  @Test
  public void everythingThatIsWrittenNowCanBeReadBack() {
    for (Object sample : samples().values()) {
      assertEquals(serializer(sample), serialization.findSerializerFor(sample).identifier());
      assertEquals(sample, read(serialization.serialize(sample).get(), sample));
    }
  }

  @Test
  public void everyEventHasANameAndASample() {
    Set<Class<?>> permitted = Set.copyOf(List.of(events.getPermittedSubclasses()));
    Set<Class<?>> named =
        Stream.of(events.getAnnotation(JsonSubTypes.class).value())
            .map(JsonSubTypes.Type::value)
            .collect(Collectors.toSet());
    assertEquals("every event has a name", permitted, named);
    Set<Class<?>> sampled =
        samples().values().stream()
            .filter(events::isInstance)
            .<Class<?>>map(Object::getClass)
            .collect(Collectors.toSet());
    assertEquals("every event has a sample", permitted, sampled);
  }

  /** What is journaled here may have to be read by a node of an earlier version. */
  @Test
  public void whatIsWrittenNowHasAllThatAnEarlierVersionReads() throws IOException {
    for (Map.Entry<String, Object> sample : samples().entrySet()) {
      byte[] now = serialization.serialize(sample.getValue()).get();
      versions.requireReadable(sample.getKey(), golden(sample.getKey()), now);
    }
  }

  @Test
  public void whatALaterVersionAddsIsNoObstacle() throws IOException {
    for (Map.Entry<String, Object> sample : samples().entrySet()) {
      byte[] later = versions.later(golden(sample.getKey()));
      assertEquals(sample.getKey(), sample.getValue(), read(later, sample.getValue()));
    }
  }
}
