package io.tributary.engine.job;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.fasterxml.jackson.annotation.JsonSubTypes;
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

/** Journals of jobs that were written by any released version can be read by this one. */
public final class JobFormatTest extends JUnitSuite {
  private static final int EVENT_SERIALIZER = 1414681923;
  private static final int SNAPSHOT_SERIALIZER = 1414681924;

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

  private static int serializer(Object sample) {
    return sample instanceof JobEvent ? EVENT_SERIALIZER : SNAPSHOT_SERIALIZER;
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in =
        JobFormatTest.class.getResourceAsStream("/golden/job/" + name + ".cbor")) {
      assertNotNull("no golden file for " + name + ": see JobSamples", in);
      return in.readAllBytes();
    }
  }

  @Test
  public void whatOldJournalsHoldComesBackEqual() throws IOException {
    for (Map.Entry<String, Object> sample : JobSamples.all().entrySet()) {
      Object read =
          serialization
              .deserialize(golden(sample.getKey()), serializer(sample.getValue()), "")
              .get();
      assertEquals(sample.getKey(), sample.getValue(), read);
    }
  }

  @Test
  public void everythingThatIsWrittenNowCanBeReadBack() {
    for (Object sample : JobSamples.all().values()) {
      assertEquals(serializer(sample), serialization.findSerializerFor(sample).identifier());
      byte[] bytes = serialization.serialize(sample).get();
      assertEquals(sample, serialization.deserialize(bytes, serializer(sample), "").get());
    }
  }

  @Test
  public void everyEventHasANameAndASample() {
    Set<Class<?>> permitted = Set.copyOf(List.of(JobEvent.class.getPermittedSubclasses()));
    Set<Class<?>> named =
        Stream.of(JobEvent.class.getAnnotation(JsonSubTypes.class).value())
            .map(JsonSubTypes.Type::value)
            .collect(Collectors.toSet());
    assertEquals(permitted, named);
    Set<Class<?>> sampled =
        JobSamples.all().values().stream()
            .filter(JobEvent.class::isInstance)
            .<Class<?>>map(Object::getClass)
            .collect(Collectors.toSet());
    assertEquals(permitted, sampled);
  }
}
