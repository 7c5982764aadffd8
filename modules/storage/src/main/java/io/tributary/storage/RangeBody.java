package io.tributary.storage;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
import java.nio.ByteBuffer;

/**
 * The bytes of one response: exactly those asked for. It must be read to its end or closed, through
 * {@link #read} or as the stream {@link #bytes}, not both; left alone it is given up after a while.
 *
 * <p>One thread at a time reads; {@link #close} may come from any.
 */
public interface RangeBody extends AutoCloseable {

  /**
   * Waits for bytes and puts them into {@code into}, which should be a direct buffer: then nothing
   * is copied on the way from the socket. Blocks; for the connection dispatcher.
   *
   * @return how many, at least one when there is room; -1 when all have come. When the length is
   *     unknown (a whole object of unknown size), the end of the body is the end of the object.
   * @throws io.tributary.core.failure.TributaryException NETWORK when the body ends early or was
   *     closed, PROTOCOL when it goes on after the bytes that were asked for
   */
  int read(ByteBuffer into);

  /**
   * Ends it; does not wait. Idempotent. The connection is kept when the last byte has been read.
   */
  @Override
  void close();

  /** What the server calls the request that this is the answer to; empty when it does not say. */
  default String requestId() {
    return "";
  }

  /** The same as a stream, with the failures of {@link #read}. Cancelling closes the body. */
  Source<ByteString, NotUsed> bytes();
}
