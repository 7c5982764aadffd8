package io.tributary.storage;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import akka.util.ByteString;

/**
 * The bytes of one response. They must be run or cancelled at once; cancelling closes the
 * connection.
 *
 * @param bytes emits exactly the bytes asked for, then completes. A body that ends early fails the
 *     stream with NETWORK; one that goes on is cut off and fails it with PROTOCOL. When the length
 *     is unknown (a whole object of unknown size), the end of the stream is the end of the object.
 */
public record RangeBody(Source<ByteString, NotUsed> bytes) {}
