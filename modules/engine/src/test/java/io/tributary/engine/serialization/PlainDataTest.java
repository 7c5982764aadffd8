package io.tributary.engine.serialization;

import static org.junit.Assert.assertEquals;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.serialization.jackson.JacksonObjectMapperProvider;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.CBORFactory;
import io.tributary.core.filter.FilterRule;
import io.tributary.core.filter.KeyFilter;
import io.tributary.core.tree.TreeState;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What jobs record of core, read back by the mapper that the journal has. */
public final class PlainDataTest extends JUnitSuite {
  private static ActorTestKit kit;
  private static ObjectMapper mapper;

  @BeforeClass
  public static void start() {
    kit = ActorTestKit.create("plain-data", GoldenMessages.NODE);
    mapper =
        JacksonObjectMapperProvider.get(kit.system())
            .create("tributary-event", Optional.of(new CBORFactory()));
  }

  @AfterClass
  public static void stop() {
    kit.shutdownTestKit();
  }

  @Test
  public void filtersAndStatesOfTreesReadBack() throws IOException {
    for (Object data :
        List.of(
            KeyFilter.all(),
            new KeyFilter(
                List.of(FilterRule.including("*.gz"), FilterRule.excluding("/[!a]\\*🌊/")),
                1,
                1L << 40,
                Instant.parse("2026-11-21T08:20:00.123456789Z"),
                Instant.parse("2026-11-22T08:20:00Z")),
            TreeState.START,
            new TreeState("a/b\n🌊", List.of(1, 3)))) {
      byte[] written = mapper.writeValueAsBytes(data);
      assertEquals(data, mapper.readValue(written, data.getClass()));
    }
  }
}
