package io.tributary.engine.receipt;

import static java.util.Objects.requireNonNull;

import io.tributary.core.ledger.Ledger;
import io.tributary.core.ledger.Segment;
import io.tributary.core.range.ByteRange;
import java.util.List;

/**
 * What the disk says of one line of a receipt.
 *
 * @param reason what is wrong, a sentence without a full stop; empty when nothing is
 * @param good of the ranges that the line knows, those that are in the file; none when it is no bad
 *     file
 */
public record Finding(ReceiptLine line, Verdict verdict, String reason, List<Segment> good) {

  /** Whether the file is what the receipt says. */
  public enum Verdict {
    /** Its size and all checksums of the line, of which there is one at least; or a directory. */
    GOOD,
    /** Its size; the line has no checksum. */
    SIZE_ONLY,
    MISSING,
    BAD,
    /** The job did not bring it. */
    NOT_FETCHED
  }

  public Finding {
    requireNonNull(line, "line");
    requireNonNull(verdict, "verdict");
    requireNonNull(reason, "reason");
    good = List.copyOf(good);
  }

  /** Where nothing is known of ranges. */
  public Finding(ReceiptLine line, Verdict verdict, String reason) {
    this(line, verdict, reason, List.of());
  }

  /** Whether the disk lacks what the receipt says is there. */
  public boolean wrong() {
    return verdict == Verdict.MISSING || verdict == Verdict.BAD;
  }

  /** Which ranges of a bad file are to be fetched; none when that is not known. */
  public List<ByteRange> badRanges() {
    return good.isEmpty()
        ? List.of()
        : Ledger.empty(1).plus(good).missing(new ByteRange(0, line.sizeBytes()));
  }
}
