package io.tributary.core.checksum;

/**
 * Arithmetic with polynomials over GF(2) modulo one of degree 32 or 64. Bits are reflected: the
 * coefficient of x<sup>0</sup> is the highest bit of the width.
 */
final class CrcPolynomial {

  /** A length in bytes has 63 bits, and each byte is three doublings of a bit. */
  private static final int POWERS = 63 + 3;

  private final int widthBits;
  private final long reflected;
  private final long one;

  /** x to the power of 2 to the power of the index. */
  private final long[] powersOfTwo = new long[POWERS];

  private CrcPolynomial(int widthBits, long reflected) {
    this.widthBits = widthBits;
    this.reflected = reflected;
    this.one = 1L << (widthBits - 1);
    powersOfTwo[0] = one >>> 1;
    for (int i = 1; i < POWERS; i++) {
      powersOfTwo[i] = multiply(powersOfTwo[i - 1], powersOfTwo[i - 1]);
    }
  }

  static CrcPolynomial of64(long reflected) {
    return new CrcPolynomial(64, reflected);
  }

  static CrcPolynomial of32(long reflected) {
    return new CrcPolynomial(32, reflected);
  }

  int widthBits() {
    return widthBits;
  }

  /** All ones of the width. */
  long mask() {
    return -1L >>> (64 - widthBits);
  }

  /** {@code value} times x. */
  long timesX(long value) {
    return (value >>> 1) ^ (reflected & -(value & 1));
  }

  long multiply(long a, long b) {
    long product = 0;
    long shifted = b;
    for (long bit = one; bit != 0 && (a & ((bit << 1) - 1)) != 0; bit >>>= 1) {
      if ((a & bit) != 0) {
        product ^= shifted;
      }
      shifted = timesX(shifted);
    }
    return product;
  }

  /**
   * x to the power of eight times {@code lengthBytes}: what that many further bytes multiply by.
   */
  long powerOfBytes(long lengthBytes) {
    long power = one;
    for (long bits = lengthBytes; bits != 0; bits &= bits - 1) {
      power = multiply(power, powersOfTwo[Long.numberOfTrailingZeros(bits) + 3]);
    }
    return power;
  }
}
