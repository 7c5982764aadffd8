package io.tributary.cli.log;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.cli.launch.Logging;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;
import org.slf4j.MDC;
import org.slf4j.event.Level;

public final class LogLineTest extends JUnitSuite {
  private static final Instant TIME = Instant.parse("2026-11-27T23:45:06.007Z");

  private static LogLine line(String message, Throwable thrown) {
    return new LogLine(
        TIME, Level.WARN, "io.tributary.x", message, Map.of("download", "d1"), thrown);
  }

  @Test
  public void anObjectIsOneLineWhateverItsMessageHolds() throws Exception {
    String said = "a \"b\"\n\u2028\u001b[31m\\ \ud83d\ude00";
    String written = line(said, new IllegalStateException("why\nnot")).json();
    assertEquals(1, written.lines().count());
    assertTrue(written.endsWith("}\n"));
    assertTrue(written, written.chars().allMatch(character -> character < 128));
    JsonNode json = new ObjectMapper().readTree(written);
    assertEquals("2026-11-27T23:45:06.007Z", json.get("time").asText());
    assertEquals("WARN", json.get("level").asText());
    assertEquals("io.tributary.x", json.get("logger").asText());
    assertEquals(said, json.get("message").asText());
    assertEquals("d1", json.get("download").asText());
    assertTrue(json.get("stack").asText().contains("LogLineTest"));
    assertFalse(new ObjectMapper().readTree(line("", null).json()).has("stack"));
  }

  @Test
  public void textIsForPeople() {
    assertEquals(
        "2026-11-27T23:45:06.007Z WARN io.tributary.x {download=d1} - said\n",
        line("said", null).text());
    assertTrue(line("said", new IllegalStateException("why")).text().contains("\n\tat "));
  }

  @Test
  public void aLineIsAboutWhatItsThreadIsAbout() {
    MDC.put("job", "j1");
    MDC.put("akkaSource", "akka://tributary/user");
    MDC.put("akkaTimestamp", "23:45");
    MDC.put("sourceActorSystem", "tributary");
    try {
      assertEquals(
          Map.of("node", "one", "job", "j1", "actor", "akka://tributary/user"),
          LogContext.of(Map.of("node", "one")));
    } finally {
      MDC.clear();
    }
  }

  @Test
  public void aNewThreadIsAboutNothing() throws Exception {
    MDC.put("job", "j1");
    try {
      assertEquals("j1", MDC.get("job"));
      AtomicReference<Map<String, String>> seen = new AtomicReference<>();
      Thread thread = new Thread(() -> seen.set(LogContext.of(Map.of())));
      thread.start();
      thread.join();
      assertEquals(Map.of(), seen.get());
    } finally {
      MDC.clear();
    }
  }

  @Test
  public void eachHasItsLevel() {
    LogSettings settings =
        new LogSettings(
            Optional.of(Level.INFO),
            Optional.of(Level.WARN),
            Optional.empty(),
            LogFormat.TEXT,
            Map.of());
    assertTrue(settings.logs("io.tributary.engine.X", Level.INFO));
    assertTrue(settings.logs("tributary.audit", Level.WARN));
    assertFalse(settings.logs("io.tributary.engine.X", Level.DEBUG));
    assertFalse(settings.logs("akka.cluster.Cluster", Level.INFO));
    assertTrue(settings.logs("akka.cluster.Cluster", Level.ERROR));
    assertFalse(settings.logs("com.zaxxer.hikari.HikariConfig", Level.ERROR));
  }

  @Test
  public void aQuietNodeTellsItsErrorsAndWhoDidWhat() {
    Logging.configure(Logging.ERRORS);
    try {
      LogSettings quiet = LogSettings.current();
      assertTrue(quiet.logs("tributary.node", Level.ERROR));
      assertFalse(quiet.logs("tributary.node", Level.WARN));
      assertTrue(quiet.logs("tributary.audit", Level.INFO));
    } finally {
      Logging.configure(0);
    }
    assertFalse("other commands", LogSettings.current().logs("tributary.audit", Level.ERROR));
  }
}
