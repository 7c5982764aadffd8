package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import akka.util.ByteString;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.destination.DestinationWriter;
import io.tributary.engine.destination.FlushReport;
import io.tributary.engine.lane.LaneReport;
import io.tributary.engine.lane.PartFetcher;
import io.tributary.testkit.content.Content;
import java.lang.reflect.RecordComponent;
import java.nio.Buffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Control and data are apart (I7): no byte of an object passes a mailbox or the journal. */
public final class PayloadStaysOutTest extends JUnitSuite {
  private static final List<Class<?>> SAID =
      List.of(
          PartFetcher.Command.class,
          LaneReport.class,
          FlushReport.class,
          DownloadCoordinator.Command.class,
          DownloadUpdate.class,
          DownloadEvent.class,
          DestinationWriter.Command.class);

  @Test
  public void noMessageAndNoEventCanHoldBytes() {
    Set<Class<?>> seen = new LinkedHashSet<>();
    SAID.forEach(type -> collect(type, seen));

    assertTrue("too few to believe: " + seen, seen.size() > 40);
    assertEquals(List.of(), seen.stream().filter(PayloadStaysOutTest::holdsBytes).toList());
  }

  private static boolean holdsBytes(Class<?> type) {
    return type.isArray()
        || Buffer.class.isAssignableFrom(type)
        || ByteString.class.isAssignableFrom(type);
  }

  private static void collect(Class<?> type, Set<Class<?>> seen) {
    if (!seen.add(type)) {
      return;
    }
    if (type.isSealed()) {
      for (Class<?> permitted : type.getPermittedSubclasses()) {
        collect(permitted, seen);
      }
    }
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        collect(component.getType(), seen);
      }
    }
  }

  @Test
  public void theJournalHoldsNothingOfTheObject() throws Exception {
    String mark = "these-bytes-are-payload.";
    try (DownloadFixture fixture = new DownloadFixture()) {
      fixture.server.put("/object", Content.of(mark.repeat(100_000)));

      fixture.download("/object", fixture.file("object"), DownloadOptions.defaults());
      fixture.restart();

      byte[] journal = Files.readAllBytes(fixture.database());
      String text = new String(journal, StandardCharsets.ISO_8859_1);
      assertTrue("it is the journal of this download", text.contains("ranges-written"));
      assertFalse(text.contains(mark));
    }
  }
}
