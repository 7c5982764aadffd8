package io.tributary.engine.dataport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.core.checksum.Crc;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.ledger.Segment;
import io.tributary.storage.wire.Body;
import io.tributary.storage.wire.Head;
import io.tributary.storage.wire.HeadLimits;
import io.tributary.storage.wire.HeadReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Brings parts to a data port, one after the other over one connection. Everything blocks; only
 * {@link #close} may be called from another thread than the one that sends, and ends whatever
 * blocks.
 */
public final class PartSender implements AutoCloseable {
  private static final HeadLimits HEAD = new HeadLimits(16 << 10, 4 << 10, 64);
  private static final int MOST_ANSWER_BYTES = 4 << 10;
  private static final int CHUNK_HEAD_BYTES = 16;

  private final DataPortLink link;
  private final int lane;
  private final ByteBuffer frameHead = ByteBuffer.allocate(CHUNK_HEAD_BYTES + Frames.HEADER_BYTES);
  private boolean begun;
  private long start;
  private long lengthBytes;
  private long crc64;

  /**
   * @param lane whose parts these are
   */
  public PartSender(DataPortLink link, int lane) {
    this.link = link;
    this.lane = lane;
  }

  /** Whether a part is begun and not finished. */
  public boolean begun() {
    return begun;
  }

  /** Bytes of the part that are sent. */
  public long lengthBytes() {
    return lengthBytes;
  }

  /** Begins a part of the file at this offset of the object. */
  public void begin(String temporaryName, long run, long offset) {
    try {
      link.connect();
      link.write(ascii(link.request("/v1/parts/" + temporaryName, run, lane, offset)));
      begun = true;
      start = offset;
      lengthBytes = 0;
      crc64 = 0;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  /**
   * Sends what lies between position and limit, which are left as they are.
   *
   * @param allowed asked again and again, since the home may hold this back for long
   * @return false when it was not allowed to the end: then the part is to be given up
   */
  public boolean send(ByteBuffer bytes, BooleanSupplier allowed) {
    ByteBuffer rest = bytes.duplicate();
    try {
      while (rest.hasRemaining()) {
        if (!allowed.getAsBoolean()) {
          return false;
        }
        int count = Math.min(rest.remaining(), Frames.MOST_BYTES);
        sendFrame(rest.duplicate().limit(rest.position() + count));
        rest.position(rest.position() + count);
      }
      return true;
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private void sendFrame(ByteBuffer bytes) throws IOException {
    int length = bytes.remaining();
    long frameCrc = Frames.crc64(bytes);
    String size = Integer.toHexString(Frames.HEADER_BYTES + length) + "\r\n";
    frameHead.clear().put(size.getBytes(US_ASCII)).putInt(length).putLong(frameCrc).flip();
    link.write(frameHead);
    link.write(bytes);
    link.write(ascii("\r\n"));
    crc64 = Crc.CRC64_XZ.combine(crc64, frameCrc, length);
    lengthBytes += length;
  }

  /**
   * Ends the part, and waits until the home has written it.
   *
   * @return what is written there now
   * @throws TributaryException LOCAL_DISK with what the home's disk says, ACCESS_DENIED when the
   *     secrets differ, NETWORK for the rest: then nothing of the part counts
   */
  public Segment finish() {
    try {
      link.write(ascii("0\r\n\r\n"));
      begun = false;
      Head head = HeadReader.read(link.input(), HEAD);
      String answer = text(Body.of(head, false, link.input()));
      if (head.status() != 200 || head.closing()) {
        link.close();
      }
      link.used();
      return checked(head.status(), answer);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private Segment checked(int status, String answer) {
    if (status != 200) {
      throw refused(status, answer).asException();
    }
    Optional<Receipt> receipt = Receipt.parse(answer);
    if (!receipt.equals(Optional.of(new Receipt(lengthBytes, crc64)))) {
      throw failure(FailureKind.NETWORK, "it wrote something else than was sent", "").asException();
    }
    return new Segment(start, lengthBytes, crc64);
  }

  private Failure refused(int status, String answer) {
    return switch (status) {
      case 401 ->
          failure(
              FailureKind.ACCESS_DENIED,
              "it does not accept this node's secret",
              "put the same tributary.cluster.secret-file on every node");
      case 507 -> FailureText.parse(answer, link.address().toString());
      default -> failure(FailureKind.NETWORK, "it answers " + status + ": " + answer, "");
    };
  }

  private static String text(Body body) throws IOException {
    ByteBuffer answer = ByteBuffer.allocate(MOST_ANSWER_BYTES);
    while (answer.hasRemaining() && body.read(answer) >= 0) {
      // Until its end.
    }
    return new String(answer.array(), 0, answer.position(), UTF_8);
  }

  private TributaryException broken(IOException cause) {
    begun = false;
    link.close();
    String reason =
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return failure(FailureKind.NETWORK, reason, "").asException(cause);
  }

  private Failure failure(FailureKind kind, String reason, String advice) {
    return new Failure(
        kind,
        "bring a range to the home node's data port at",
        link.address().toString(),
        reason,
        advice);
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }

  /** Drops the part that is begun, if one is: nothing of it counts. */
  public void abandon() {
    if (begun) {
      begun = false;
      link.close();
    }
  }

  @Override
  public void close() {
    link.close();
  }
}
