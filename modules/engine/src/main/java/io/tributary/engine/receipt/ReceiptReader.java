package io.tributary.engine.receipt;

import io.tributary.core.display.DisplayText;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads a receipt line by line, whatever its length. A line that is not understood is an error that
 * names it: nothing is left out. Blocks; for one thread.
 */
public final class ReceiptReader implements AutoCloseable {
  private static final int MOST_LINE_BYTES = 1 << 20;
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path path;
  private final InputStream in;
  private final ReceiptHead head;
  private long line;
  private long position;

  private ReceiptReader(Path path, InputStream in) {
    this.path = path;
    this.in = in;
    this.head =
        read(ReceiptText::head)
            .orElseThrow(() -> refused("it is empty", "name the receipt of a job"));
  }

  /**
   * @throws TributaryException LOCAL_DISK when it cannot be read, USAGE when it is no receipt
   */
  public static ReceiptReader open(Path receipt) {
    try {
      InputStream in = new BufferedInputStream(Files.newInputStream(receipt), BUFFER_BYTES);
      try {
        return new ReceiptReader(receipt, in);
      } catch (TributaryException e) {
        in.close();
        throw e;
      }
    } catch (IOException e) {
      throw unreadable(receipt, e);
    }
  }

  public ReceiptHead head() {
    return head;
  }

  /**
   * The next line; empty at the end.
   *
   * @throws TributaryException USAGE, with the number of the line that is none; LOCAL_DISK
   */
  public Optional<ReceiptLine> next() {
    return read(ReceiptText::line);
  }

  /** Where the next line begins, in bytes from the start of the file. */
  public long position() {
    return position;
  }

  /**
   * Passes over what is before a position that was that of a line.
   *
   * @throws TributaryException LOCAL_DISK when the file is shorter
   */
  public void skipTo(long linePosition) {
    try {
      in.skipNBytes(Math.max(0, linePosition - position));
      position = Math.max(position, linePosition);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** Turns the text of a line into what it says. */
  private interface Parser<T> {
    T parse(byte[] text) throws NotAReceiptException;
  }

  private <T> Optional<T> read(Parser<T> parser) {
    byte[] text = nextText();
    if (text.length == 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.parse(text));
    } catch (NotAReceiptException e) {
      throw refused("line " + line + ": " + e.getMessage(), "name the receipt of a job");
    }
  }

  /** With its line break; empty at the end. */
  private byte[] nextText() {
    ByteArrayOutputStream text = new ByteArrayOutputStream(512);
    line++;
    try {
      for (int next = in.read(); next >= 0; next = in.read()) {
        text.write(next);
        position++;
        if (next == '\n') {
          return text.toByteArray();
        }
        if (text.size() > MOST_LINE_BYTES) {
          throw refused("line " + line + " is longer than 1 MiB", "name the receipt of a job");
        }
      }
    } catch (IOException e) {
      throw unreadable(path, e);
    }
    if (text.size() > 0) {
      throw refused("line " + line + " is cut off", "take a complete copy of it");
    }
    return new byte[0];
  }

  private TributaryException refused(String reason, String advice) {
    return new Failure(FailureKind.USAGE, "read the receipt", shown(path), reason, advice)
        .asException();
  }

  private static TributaryException unreadable(Path path, IOException e) {
    String reason = Files.exists(path) ? String.valueOf(e.getMessage()) : "it does not exist";
    return new Failure(
            FailureKind.LOCAL_DISK,
            "read the receipt",
            shown(path),
            reason,
            "check its name and permissions")
        .asException(e);
  }

  private static String shown(Path path) {
    return DisplayText.escape(path.toString());
  }

  @Override
  public void close() {
    try {
      in.close();
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }
}
