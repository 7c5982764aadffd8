package io.tributary.engine.serialization;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.tributary.engine.node.SerializationCheck;
import java.io.IOException;
import java.io.NotSerializableException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Everything that nodes say to each other arrives as it was sent, also from another version. */
public final class MessagesTest extends JUnitSuite {
  private static final String PROGRAM = "io.tributary.engine";

  private static ActorTestKit kit;
  private static Serialization serialization;
  private static int cbor;
  private static Map<String, TributarySerializable> samples;

  private final Versions versions = new Versions(new ObjectMapper(new CBORFactory()));

  @BeforeClass
  public static void start() throws NotSerializableException {
    kit = ActorTestKit.create("messages", GoldenMessages.NODE);
    serialization = SerializationExtension.get(Adapter.toClassic(kit.system()));
    samples = GoldenMessages.samples(kit.system());
    cbor = serialization.serializerFor(TributarySerializable.class).identifier();
  }

  @AfterClass
  public static void stop() {
    kit.shutdownTestKit();
  }

  private static Map<String, byte[]> golden() throws Exception {
    Path directory = Path.of(MessagesTest.class.getResource("/golden/messages").toURI());
    Map<String, byte[]> golden = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        golden.put(file.getFileName().toString().replace(".cbor", ""), Files.readAllBytes(file));
      }
    }
    return golden;
  }

  private static Object read(String name, byte[] bytes) {
    return serialization.deserialize(bytes, cbor, GoldenMessages.manifest(name)).get();
  }

  @Test
  public void everyMessageArrivesAsItWasSent() {
    samples.values().forEach(message -> SerializationCheck.roundTrip(kit.system(), message));
  }

  /** A class that may travel and has no sample is one that nobody has seen arrive. */
  @Test
  public void noMessageIsLeftOut() {
    Set<String> travelling =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages(PROGRAM).stream()
                .filter(type -> type.isAssignableTo(TributarySerializable.class))
                .filter(type -> !type.isInterface())
                .map(JavaClass::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    Set<String> sampled =
        samples.keySet().stream()
            .map(GoldenMessages::manifest)
            .collect(Collectors.toCollection(TreeSet::new));
    assertTrue("too few to believe: " + travelling, travelling.size() > 25);
    assertEquals(travelling, sampled);
  }

  /** Where a message holds one of several kinds, each kind is in some sample. */
  @Test
  public void noKindOfAPartIsLeftOut() throws ReflectiveOperationException {
    Set<String> kinds = new TreeSet<>();
    Set<String> seen = new TreeSet<>();
    for (TributarySerializable sample : samples.values()) {
      look(sample, kinds, seen);
    }
    assertTrue(kinds.toString(), kinds.size() >= 12 + 8);
    kinds.removeAll(seen);
    assertEquals(Set.of(), kinds);
  }

  private static void look(Object value, Set<String> kinds, Set<String> seen)
      throws ReflectiveOperationException {
    if (value instanceof Collection<?> several) {
      for (Object one : several) {
        look(one, kinds, seen);
      }
    } else if (value instanceof Record) {
      seen.add(value.getClass().getName());
      for (RecordComponent component : value.getClass().getRecordComponents()) {
        if (component.getType().isSealed()) {
          for (Class<?> kind : component.getType().getPermittedSubclasses()) {
            kinds.add(kind.getName());
          }
        }
        component.getAccessor().setAccessible(true);
        look(component.getAccessor().invoke(value), kinds, seen);
      }
    }
  }

  @Test
  public void whatAnEarlierVersionSendsIsUnderstood() throws Exception {
    Map<String, byte[]> golden = golden();
    assertEquals("every sample has its file", samples.keySet(), golden.keySet());
    golden.forEach((name, bytes) -> assertEquals(name, samples.get(name), read(name, bytes)));
  }

  @Test
  public void whatALaterVersionAddsIsNoObstacle() throws Exception {
    for (Map.Entry<String, byte[]> one : golden().entrySet()) {
      String name = one.getKey();
      assertEquals(name, samples.get(name), read(name, versions.later(one.getValue())));
    }
  }

  @Test
  public void whatIsSentNowHasAllThatAnEarlierVersionReads() throws Exception {
    for (Map.Entry<String, byte[]> one : golden().entrySet()) {
      byte[] now = serialization.serialize(samples.get(one.getKey())).get();
      versions.requireReadable(one.getKey(), one.getValue(), now);
    }
  }

  /** By an earlier node: dropped, and the next message is read. */
  @Test
  public void whatOnlyALaterVersionKnowsIsRefusedByItself() throws IOException {
    byte[] bytes = new ObjectMapper(new CBORFactory()).writeValueAsBytes(Map.of("run", 1));
    assertTrue(
        serialization.deserialize(bytes, cbor, PROGRAM + ".lane.PartFetcher$Later").isFailure());
  }
}
