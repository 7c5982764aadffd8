package io.tributary.engine.receipt;

import static java.util.Objects.requireNonNull;

/**
 * What the disk says of one line of a receipt.
 *
 * @param reason what is wrong, a sentence without a full stop; empty when nothing is
 */
public record Finding(ReceiptLine line, Verdict verdict, String reason) {

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
  }

  /** Whether the disk lacks what the receipt says is there. */
  public boolean wrong() {
    return verdict == Verdict.MISSING || verdict == Verdict.BAD;
  }
}
