package io.tributary.engine.download;

import io.tributary.core.identity.Identity;
import io.tributary.core.ledger.Ledger;
import java.util.ArrayList;
import java.util.List;

/**
 * The object that a download is fetching, the file that it fetches it to, and what is there
 * already.
 *
 * @param identityOrNull null before the object is identified
 * @param ranges whether the server serves ranges of it
 * @param wantedEnd -1 while the size is unknown
 * @param temporaryName empty when there is no temporary file
 * @param formerNames one of which the temporary file may still have
 */
record Target(
    Identity identityOrNull,
    boolean ranges,
    long wantedStart,
    long wantedEnd,
    String temporaryName,
    List<String> formerNames,
    Ledger ledger) {

  static final Target UNKNOWN =
      new Target(null, false, 0, Identity.UNKNOWN_SIZE, "", List.of(), emptyLedger(0));

  static Target of(DownloadEvent.Identified identified) {
    long size = identified.wantedEnd() < 0 ? 0 : identified.wantedEnd() - identified.wantedStart();
    return new Target(
        identified.identity(),
        identified.ranges(),
        identified.wantedStart(),
        identified.wantedEnd(),
        identified.temporaryName(),
        List.of(),
        emptyLedger(size));
  }

  /** All names that a temporary file may have. */
  List<String> names() {
    return temporaryName.isEmpty() ? List.of() : renamed("").formerNames();
  }

  private static Ledger emptyLedger(long sizeBytes) {
    return Ledger.empty(Ledger.mergeLimitFor(sizeBytes));
  }

  /** Whoever changes what is in the file has it under its latest name. */
  Target with(Ledger changed) {
    return new Target(
        identityOrNull, ranges, wantedStart, wantedEnd, temporaryName, List.of(), changed);
  }

  Target renamed(String newName) {
    List<String> names = new ArrayList<>(formerNames);
    names.add(temporaryName);
    return new Target(
        identityOrNull, ranges, wantedStart, wantedEnd, newName, List.copyOf(names), ledger);
  }

  /** The size was learned from a stream that came to its end. */
  Target endingAt(long end) {
    return new Target(identityOrNull, ranges, wantedStart, end, temporaryName, List.of(), ledger);
  }
}
