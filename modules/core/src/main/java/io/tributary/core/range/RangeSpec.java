package io.tributary.core.range;

/** A range as a user writes it: {@code 0-999}, {@code 500-}, {@code -500}. */
public sealed interface RangeSpec {

  /** First and last byte, both included. */
  record FromTo(long first, long last) implements RangeSpec {}

  /** From this byte to the end. */
  record From(long first) implements RangeSpec {}

  /** This many bytes at the end. */
  record Last(long lengthBytes) implements RangeSpec {}
}
