package io.tributary.engine.dataport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tributary.core.checksum.Crc;
import java.nio.ByteBuffer;

/** Requests to a data port, piece by piece. */
final class HandMade {
  private HandMade() {}

  static String authorization() {
    return "Authorization: " + DataPortSuite.SECRET.headerValue() + "\r\n";
  }

  static byte[] head(String authorization) {
    return ("PUT /v1/parts/"
            + DataPortSuite.NAME
            + "?run="
            + DataPortSuite.RUN
            + "&lane=1&offset=0 HTTP/1.1\r\nHost: x\r\n"
            + authorization
            + "Transfer-Encoding: chunked\r\n\r\n")
        .getBytes(US_ASCII);
  }

  static byte[] frame(byte[] bytes, int length, long crcError) {
    ByteBuffer frame = ByteBuffer.allocate(Frames.HEADER_BYTES + length);
    frame.putInt(length).putLong(Crc.CRC64_XZ.update(0, bytes, 0, length) ^ crcError);
    return frame.put(bytes, 0, length).array();
  }

  static byte[] chunk(byte[] data) {
    byte[] head = (Integer.toHexString(data.length) + "\r\n").getBytes(US_ASCII);
    return ByteBuffer.allocate(head.length + data.length + 2)
        .put(head)
        .put(data)
        .put("\r\n".getBytes(US_ASCII))
        .array();
  }
}
