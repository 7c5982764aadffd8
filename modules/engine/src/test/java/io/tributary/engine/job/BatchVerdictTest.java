package io.tributary.engine.job;

import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.receipt.ReceiptLine;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class BatchVerdictTest extends JUnitSuite {
  private static final ReceiptLine KEPT = Lines.kept(JobSamples.LEAST_ITEM, 1);

  @Test
  public void aFullDiskStopsTheJob() {
    assertTrue(BatchVerdict.stops(failed(FailureKind.LOCAL_DISK, 8), true).isPresent());
  }

  @Test
  public void aFewFailuresMayBeChance() {
    assertFalse(BatchVerdict.stops(failed(FailureKind.NETWORK, 7), true).isPresent());
  }

  @Test
  public void whereOneIsThereTheOthersFailForThemselves() {
    List<ReceiptLine> lines = failed(FailureKind.NETWORK, 20);
    lines.add(KEPT);
    assertFalse(BatchVerdict.stops(lines, true).isPresent());
  }

  @Test
  public void objectsThatNobodyMayReadStopItOnlyWhenNoneWasReadBefore() {
    List<ReceiptLine> lines = failed(FailureKind.ACCESS_DENIED, 20);
    assertTrue(BatchVerdict.stops(lines, false).isPresent());
    assertFalse(BatchVerdict.stops(lines, true).isPresent());
  }

  @Test
  public void objectsThatAreGoneDoNotStopIt() {
    assertFalse(BatchVerdict.stops(failed(FailureKind.NOT_FOUND, 20), false).isPresent());
  }

  @Test
  public void archivedObjectsThatMayNotBeRestoredDoNotStopIt() {
    Failure failure = new Failure(FailureKind.ACCESS_DENIED, "restore", "x", "why", "");
    assertFalse(
        BatchVerdict.stops(
                Collections.nCopies(20, Lines.failed(JobSamples.LEAST_ITEM, 1, failure)), false)
            .isPresent());
  }

  @Test
  public void oneLargeObjectTellsOfAJournalOrADiskThatFailsForAll() {
    assertTrue(stopsAlone(FailureKind.STATE_UNUSABLE, "no connection"));
    assertTrue(stopsAlone(FailureKind.LOCAL_DISK, "No space left on device"));
    assertTrue(stopsAlone(FailureKind.LOCAL_DISK, "it needs 20 bytes and 10 are free"));
  }

  @Test
  public void oneLargeObjectThatFailsForItselfStopsNothing() {
    assertFalse(stopsAlone(FailureKind.LOCAL_DISK, "there is a file already"));
    assertFalse(stopsAlone(FailureKind.LOCAL_DISK, "File name too long"));
    assertFalse(stopsAlone(FailureKind.NOT_FOUND, "No space left on device"));
    assertFalse(stopsAlone(FailureKind.NETWORK, "no answer"));
  }

  private static boolean stopsAlone(FailureKind kind, String reason) {
    return BatchVerdict.stopsAlone(new Failure(kind, "write to", "x", reason, ""));
  }

  private static List<ReceiptLine> failed(FailureKind kind, int count) {
    Failure failure = new Failure(kind, "fetch", "x", "why", "");
    return new ArrayList<>(
        Collections.nCopies(count, Lines.failed(JobSamples.LEAST_ITEM, 1, failure)));
  }
}
