package io.tributary.testkit.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** Reads requests of one connection, one after the other; never past the end of a request. */
public final class RequestReader {
  /** Bytes of a request line or header line. */
  static final int MAX_LINE_BYTES = 64 * 1024;

  /** Header lines of a request. */
  static final int MAX_HEADER_LINES = 500;

  /** Bytes of a request body: uploads are for small objects. */
  static final int MAX_BODY_BYTES = 256 * 1024 * 1024;

  /** What becomes of a target in absolute form. */
  public enum TargetForm {
    /** What a proxy needs. */
    AS_SENT,
    /** Scheme and authority are dropped; the Host header is what counts. */
    ORIGIN
  }

  private final InputStream in;
  private final OutputStream out;
  private final TargetForm form;

  /**
   * @param in buffered by the caller
   * @param out for {@code 100 Continue}
   */
  public RequestReader(InputStream in, OutputStream out, TargetForm form) {
    this.in = in;
    this.out = out;
    this.form = form;
  }

  /** Request line and headers; parts of a request before its body is read. */
  public record Head(String method, String target, String protocol, Headers headers) {

    /** True when the client wants the connection to end after the answer. */
    public boolean lastOnConnection() {
      String connection = headers.first("Connection").orElse("").toLowerCase(Locale.ROOT);
      return connection.contains("close")
          || (protocol.equals("HTTP/1.0") && !connection.contains("keep-alive"));
    }
  }

  /** Empty when the client closed the connection before another request. */
  public Optional<Head> readHead() throws IOException {
    String line = readLine();
    while (line != null && line.isEmpty()) {
      line = readLine();
    }
    if (line == null) {
      return Optional.empty();
    }
    String[] words = line.split(" ", 3);
    if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
      throw new BadRequestException("malformed request line");
    }
    return Optional.of(new Head(words[0], target(words[1]), words[2], readHeaders()));
  }

  private Headers readHeaders() throws IOException {
    Headers headers = Headers.NONE;
    for (int count = 0; count < MAX_HEADER_LINES; count++) {
      String line = readLine();
      if (line == null) {
        throw new EOFException("connection closed within a request");
      }
      if (line.isEmpty()) {
        return headers;
      }
      int colon = line.indexOf(':');
      if (colon <= 0) {
        throw new BadRequestException("malformed header line");
      }
      headers = headers.plus(line.substring(0, colon), line.substring(colon + 1).trim());
    }
    throw new BadRequestException("more than " + MAX_HEADER_LINES + " header lines");
  }

  /** The body that belongs to {@code headers}. */
  public RequestBody readBody(Headers headers) throws IOException {
    boolean chunked =
        headers.first("Transfer-Encoding").filter(v -> v.equalsIgnoreCase("chunked")).isPresent();
    long length = headers.first("Content-Length").map(RequestReader::length).orElse(0L);
    if (!chunked && length == 0) {
      return RequestBody.EMPTY;
    }
    if (headers.first("Expect").filter(v -> v.equalsIgnoreCase("100-continue")).isPresent()) {
      out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
      out.flush();
    }
    return new RequestBody(chunked ? readChunks() : readBytes(length));
  }

  private byte[] readChunks() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (true) {
      String size = readLine();
      if (size == null) {
        throw new EOFException("connection closed within a chunked body");
      }
      byte[] chunk = readBytes(chunkLength(size));
      readTrailerOrEnd(chunk.length == 0);
      if (chunk.length == 0) {
        return all.toByteArray();
      }
      all.writeBytes(chunk);
      if (all.size() > MAX_BODY_BYTES) {
        throw new BadRequestException("body too large");
      }
    }
  }

  private void readTrailerOrEnd(boolean trailer) throws IOException {
    String line = readLine();
    while (trailer && line != null && !line.isEmpty()) {
      line = readLine();
    }
  }

  private byte[] readBytes(long lengthBytes) throws IOException {
    if (lengthBytes < 0 || lengthBytes > MAX_BODY_BYTES) {
      throw new BadRequestException("body too large");
    }
    byte[] bytes = in.readNBytes((int) lengthBytes);
    if (bytes.length < lengthBytes) {
      throw new EOFException("connection closed within a body");
    }
    return bytes;
  }

  private String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream(128);
    for (int b = in.read(); b >= 0; b = in.read()) {
      if (b == '\n') {
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
      }
      line.write(b);
      if (line.size() > MAX_LINE_BYTES) {
        throw new BadRequestException("line too long");
      }
    }
    return null;
  }

  private String target(String target) {
    int scheme = target.indexOf("://");
    if (form == TargetForm.AS_SENT || scheme < 0 || target.startsWith("/")) {
      return target;
    }
    int path = target.indexOf('/', scheme + 3);
    return path < 0 ? "/" : target.substring(path);
  }

  private static long chunkLength(String line) throws BadRequestException {
    try {
      return Long.parseUnsignedLong(line.split(";", 2)[0].trim(), 16);
    } catch (NumberFormatException e) {
      throw new BadRequestException("malformed chunk");
    }
  }

  private static long length(String text) {
    try {
      return Long.parseUnsignedLong(text.trim());
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
