package io.tributary.engine.receipt;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.storage.TemporaryFile;
import io.tributary.storage.file.FileDestination;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The receipt of a job while it grows, in a temporary file beside its final name. What {@link
 * #append} returns is journaled after it; a job that goes on opens the file with that length, so
 * that lines which nobody recorded vanish. All methods block; for one thread at a time.
 */
public final class ReceiptFile implements AutoCloseable {
  private static final int LINES_AT_A_TIME = 1000;

  private final FileDestination destination;
  private final String temporaryName;
  private TemporaryFile fileOrNull;
  private long lengthBytes;

  private ReceiptFile(FileDestination destination, String temporaryName) {
    this.destination = destination;
    this.temporaryName = temporaryName;
  }

  /**
   * A fresh name, to be journaled before the file is made.
   *
   * @throws TributaryException LOCAL_DISK or USAGE when there can be no such file
   */
  public static String newTemporaryName(Path receipt) {
    return FileDestination.of(receipt).newTemporaryName();
  }

  /**
   * Makes the file, or opens it again and cuts it to what was recorded.
   *
   * @param temporaryName from {@link #newTemporaryName}
   * @param lengthBytes what {@link #append} returned last, as it was recorded; 0 for nothing yet
   * @param source {@code Locator.display()} of what is listed
   * @param root the directory that paths are below
   * @throws TributaryException STATE_UNUSABLE when recorded lines are gone; LOCAL_DISK
   */
  public static ReceiptFile open(
      Path receipt, String temporaryName, long lengthBytes, String source, Path root) {
    ReceiptFile opened = new ReceiptFile(FileDestination.of(receipt), temporaryName);
    if (lengthBytes == 0) {
      opened.begin(new ReceiptHead(temporaryName, source, root.toAbsolutePath().toString()));
    } else {
      opened.goOn(lengthBytes);
    }
    return opened;
  }

  private void begin(ReceiptHead head) {
    destination.abandon(temporaryName);
    fileOrNull = destination.create(temporaryName, -1);
    write(ReceiptJson.bytes(head));
  }

  private void goOn(long recordedBytes) {
    if (!destination.exists(temporaryName) && published(recordedBytes)) {
      lengthBytes = recordedBytes;
      return;
    }
    fileOrNull = destination.reopen(temporaryName);
    long found = fileOrNull.sizeBytes();
    if (found < recordedBytes) {
      close();
      throw tooShort(found, recordedBytes);
    }
    fileOrNull.truncate(recordedBytes);
    lengthBytes = recordedBytes;
  }

  /** A crash may have come between the new name and the record of it. */
  private boolean published(long recordedBytes) {
    boolean there =
        // Lines that later ones stand for may have been left out.
        destination.existing().filter(found -> found.sizeBytes() <= recordedBytes).isPresent();
    if (!there) {
      return false;
    }
    try (ReceiptReader reader = ReceiptReader.open(destination.path())) {
      return reader.head().id().equals(temporaryName);
    } catch (TributaryException notOurs) {
      return false;
    }
  }

  /**
   * Writes these lines behind what is there, and flushes them.
   *
   * @return the length of the file, to be recorded
   */
  public long append(Collection<ReceiptLine> lines) {
    if (fileOrNull == null) {
      throw new IllegalStateException("the receipt has its final name already");
    }
    write(ReceiptJson.bytes(lines));
    fileOrNull.flush();
    return lengthBytes;
  }

  private void write(byte[] bytes) {
    fileOrNull.writeAt(ByteBuffer.wrap(bytes), lengthBytes);
    lengthBytes += bytes.length;
  }

  /** Gives the file its final name, over what is there. Idempotent, also after a crash. */
  public void publish() {
    if (fileOrNull != null) {
      close();
      destination.publish(temporaryName, true);
      fileOrNull = null;
    }
  }

  /**
   * The same without some of the lines. The file is whole until a shorter copy has its name.
   *
   * @param untilBytes where {@code superseded} ends to be asked, as {@link #append} returned it
   */
  public void publishWithout(long untilBytes, Predicate<ReceiptLine> superseded) {
    if (fileOrNull == null) {
      return;
    }
    String copy = FileDestination.twin(temporaryName);
    destination.abandon(copy);
    try (ReceiptReader all = ReceiptReader.open(destination.path().resolveSibling(temporaryName));
        TemporaryFile file = destination.create(copy, -1)) {
      copy(all, file, untilBytes, superseded);
    }
    destination.publish(copy, true);
    close();
    fileOrNull = null;
    destination.abandon(temporaryName);
  }

  private void copy(
      ReceiptReader all, TemporaryFile file, long untilBytes, Predicate<ReceiptLine> superseded) {
    long written = write(file, ReceiptJson.bytes(all.head()), 0);
    List<ReceiptLine> some = new ArrayList<>();
    long position = all.position();
    for (Optional<ReceiptLine> next = all.next(); next.isPresent(); next = all.next()) {
      if (position >= untilBytes || !superseded.test(next.get())) {
        some.add(next.get());
      }
      position = all.position();
      if (some.size() == LINES_AT_A_TIME) {
        written = write(file, ReceiptJson.bytes(some), written);
        some.clear();
      }
    }
    write(file, ReceiptJson.bytes(some), written);
    file.flush();
  }

  private static long write(TemporaryFile file, byte[] bytes, long at) {
    file.writeAt(ByteBuffer.wrap(bytes), at);
    return at + bytes.length;
  }

  /** Deletes the file, unless it was published. */
  public void abandon() {
    close();
    destination.abandon(FileDestination.twin(temporaryName));
    destination.abandon(temporaryName);
  }

  /** Keeps the file. Idempotent. */
  @Override
  public void close() {
    if (fileOrNull != null) {
      fileOrNull.close();
    }
  }

  private TributaryException tooShort(long found, long recorded) {
    return new Failure(
            FailureKind.STATE_UNUSABLE,
            "go on with the receipt",
            destination.path().resolveSibling(temporaryName).toString(),
            "it has %d bytes, and %d were recorded".formatted(found, recorded),
            "begin anew with --restart: files that are there are kept")
        .asException();
  }
}
