package io.tributary.cli.crash;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.range.ByteRange;
import io.tributary.testkit.content.Content;
import io.tributary.torture.arena.Journal;
import io.tributary.torture.process.Ended;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.Test;

/** The temporary file is not what it was when the killed run recorded it. */
public final class TamperedFileEndToEndTest extends CrashSuite {
  private static final int SIZE = 32_000_001;
  private static final ByteRange ALL = new ByteRange(0, SIZE);
  private static final byte[] PRECIOUS =
      "precious".repeat(1000).getBytes(java.nio.charset.StandardCharsets.UTF_8);

  private Content content;
  private HalfDone halfDone;

  /** One way to spoil the file. */
  private interface Tampering {
    void on(Path file) throws IOException;
  }

  private String get() {
    return "get --json -q --lanes 4 --part-size 512KiB " + server.url("/file") + " file";
  }

  @Test
  public void whateverHappenedToTheFileOnlyTheBadRangesAreFetchedAgain() throws IOException {
    content = slowObject("/file", SIZE, 3_000_000);
    Journal journal = killWhenRecorded(SIZE / 2, get());
    halfDone = HalfDone.keep(directory, stateDirectory, folder.newFolder().toPath(), journal);

    check("untouched", 0, file -> {});
    check("one bit flipped", recordedWith(flipped()), file -> flip(file, flipped().start()));
    long half = SIZE / 2;
    check("truncated", recordedWith(new ByteRange(half, SIZE)), file -> truncate(file, half));
    check("extended", 0, file -> Files.write(file, PRECIOUS, StandardOpenOption.APPEND));
    check("zeroed", recordedWith(ALL), file -> Files.write(file, new byte[SIZE]));
    check("replaced by another", recordedWith(ALL), this::replaceByAnother);
    check("deleted", recordedWith(ALL), Files::delete);
  }

  @Test
  public void aLinkInPlaceOfTheFileLeadsNowhere() throws IOException {
    content = slowObject("/file", SIZE, 3_000_000);
    Journal journal = killWhenRecorded(SIZE / 4, get());
    halfDone = HalfDone.keep(directory, stateDirectory, folder.newFolder().toPath(), journal);
    Path victim = folder.newFolder("others").toPath().resolve("victim");
    Files.write(victim, PRECIOUS);

    check("a symbolic link", recordedWith(ALL), file -> link(file, victim, false));
    assertArrayEquals(PRECIOUS, Files.readAllBytes(victim));
    check("another name of the victim", recordedWith(ALL), file -> link(file, victim, true));
    assertArrayEquals(PRECIOUS, Files.readAllBytes(victim));
    assertFalse(Files.isSymbolicLink(directory.resolve("file")));
  }

  private void check(String what, long bad, Tampering tampering) throws IOException {
    halfDone.restore();
    tampering.on(temporaryFile());
    long sent = server.bytesSent();
    Ended ended = run(get());
    assertDone(ended, "file", content);
    long fetched = server.bytesSent() - sent;
    long atMost = SIZE - halfDone.journal().recordedBytes() + bad + HEDGE_BYTES;
    assertTrue(what + ": fetched " + fetched + ", at most " + atMost, fetched <= atMost);
    assertEquals(what, "", ended.err());
    assertNoTraces("file");
  }

  private long recordedWith(ByteRange range) {
    return halfDone.recordedWith(range);
  }

  /** A byte in the middle of something recorded. */
  private ByteRange flipped() {
    var segment = halfDone.journal().ledger().segments().get(0);
    return ByteRange.ofLength(segment.start() + segment.lengthBytes() / 2, 1);
  }

  private static void flip(Path file, long position) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      ByteBuffer one = ByteBuffer.allocate(1);
      channel.read(one, position);
      one.put(0, (byte) (one.get(0) ^ 1)).flip();
      channel.write(one, position);
    }
  }

  private static void truncate(Path file, long sizeBytes) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.truncate(sizeBytes);
    }
  }

  private void replaceByAnother(Path file) throws IOException {
    Files.delete(file);
    Files.write(file, Content.synthetic(99, SIZE).toByteArray());
  }

  private static void link(Path file, Path victim, boolean hard) throws IOException {
    Files.delete(file);
    if (hard) {
      Files.createLink(file, victim);
    } else {
      Files.createSymbolicLink(file, victim);
    }
  }
}
