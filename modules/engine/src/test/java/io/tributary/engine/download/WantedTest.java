package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.identity.Identity;
import io.tributary.core.range.RangeSpec;
import io.tributary.storage.Destination;
import io.tributary.storage.Probe;
import java.time.Instant;
import java.util.List;
import org.junit.Assert;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class WantedTest extends JUnitSuite {
  private static final String DATE = "Sat, 21 Nov 2026 08:00:00 GMT";

  private static Identity object(long sizeBytes) {
    return new Identity(sizeBytes, "\"e\"", DATE, "", List.of());
  }

  private static Wanted wanted(RangeSpec range, long sizeBytes) {
    return Wanted.of(JournalSamples.spec(range), new Probe(object(sizeBytes), true, ""));
  }

  private static void refused(RangeSpec range, long sizeBytes, boolean ranges) {
    TributaryException thrown =
        Assert.assertThrows(
            TributaryException.class,
            () -> Wanted.of(JournalSamples.spec(range), new Probe(object(sizeBytes), ranges, "")));
    assertEquals(FailureKind.USAGE, thrown.kind());
    assertFalse(thrown.failure().advice().isEmpty());
  }

  @Test
  public void rangesAreResolvedAgainstTheSize() {
    assertEquals(new Wanted(0, 100), wanted(null, 100));
    assertEquals(new Wanted(0, -1), wanted(null, -1));
    assertEquals(new Wanted(5, 10), wanted(new RangeSpec.FromTo(5, 9), 100));
    assertEquals(new Wanted(5, 100), wanted(new RangeSpec.From(5), 100));
    assertEquals(new Wanted(95, 100), wanted(new RangeSpec.Last(5), 100));
  }

  @Test
  public void aRangeThatCannotBeServedIsRefused() {
    refused(new RangeSpec.From(100), 100, true);
    refused(new RangeSpec.From(0), -1, true);
    refused(new RangeSpec.From(0), 100, false);
  }

  @Test
  public void anotherRangeOfTheSameObjectIsNotThatOfTheEarlierRun() {
    DownloadState state =
        DownloadState.empty()
            .apply(new DownloadEvent.Identified(object(100), true, 5, 10, "x.tributary"));
    assertTrue(new Wanted(5, 10).isThatOf(state));
    assertFalse(new Wanted(5, 11).isThatOf(state));
    assertFalse(new Wanted(4, 10).isThatOf(state));
  }

  private static Destination.Existing file(String instant) {
    return new Destination.Existing(1, Instant.parse(instant));
  }

  @Test
  public void aFileIsUpToDateUnlessTheObjectIsKnownToBeNewer() {
    Identity object = object(1);
    assertTrue(Wanted.upToDate(file("2026-11-21T08:00:00Z"), object));
    assertTrue(Wanted.upToDate(file("2026-11-21T08:00:01Z"), object));
    assertFalse(Wanted.upToDate(file("2026-11-21T07:59:59.999Z"), object));
    assertFalse("there is no file", Wanted.upToDate(null, object));
    Identity undated = new Identity(1, "\"e\"", "yesterday", "", List.of());
    assertFalse("nobody can tell", Wanted.upToDate(file("2026-11-21T08:00:00Z"), undated));
  }

  @Test
  public void aDestinationHasOneIdThatFitsAJournal() {
    String id = DownloadId.of("", "/data/x");
    assertEquals(id, DownloadId.of("", "/data/x"));
    assertNotEquals(id, DownloadId.of("", "/data/X"));
    assertNotEquals("on a disk of its own", id, DownloadId.of("node-1", "/data/x"));
    assertNotEquals(DownloadId.of("node-2", "/data/x"), DownloadId.of("node-1", "/data/x"));
    assertEquals("as ever: journals are found by it", "e220a107", id.substring(0, 8));
    assertTrue(id, DownloadId.of("", "/" + "d/".repeat(2000)).matches("[0-9a-f]{32}"));
  }
}
