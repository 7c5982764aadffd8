package io.tributary.engine.receipt;

import static io.tributary.engine.receipt.ReceiptLines.failed;
import static io.tributary.engine.receipt.ReceiptLines.fetched;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.checksum.ChecksumAlgorithm;
import io.tributary.core.checksum.Crc;
import io.tributary.core.checksum.RunningChecksum;
import io.tributary.core.ledger.Segment;
import io.tributary.core.range.ByteRange;
import io.tributary.engine.receipt.Finding.Verdict;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

public final class ReceiptCheckTest extends JUnitSuite {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path root;
  private Path receipt;

  @Before
  public void prepare() throws IOException {
    root = folder.newFolder("root").toPath().toRealPath();
    receipt = folder.getRoot().toPath().toRealPath().resolve("receipt");
  }

  /** A file with the line that tells of it, with checksums of all algorithms. */
  private ReceiptLine file(String path, byte[] bytes) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.write(root.resolve(path), bytes);
    return fetched(
        path,
        bytes.length,
        Stream.of(ChecksumAlgorithm.values()).map(a -> sum(a, bytes)).toArray(Checksum[]::new));
  }

  private static Checksum sum(ChecksumAlgorithm algorithm, byte[] bytes) {
    RunningChecksum running = RunningChecksum.of(algorithm);
    running.update(ByteBuffer.wrap(bytes));
    return running.value();
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  private static ReceiptLine as(ReceiptLine.State state, ReceiptLine line) {
    return new ReceiptLine(
        state,
        line.locator(),
        line.key(),
        line.path(),
        line.sizeBytes(),
        line.etag(),
        line.versionId(),
        line.lastModifiedOrNull(),
        line.checksums(),
        line.verified(),
        line.attempts(),
        line.node(),
        line.failureOrNull());
  }

  private List<Finding> check(List<ReceiptLine> lines) {
    try (ReceiptFile file =
        ReceiptFile.open(receipt, ReceiptFile.newTemporaryName(receipt), 0, "s3://b/", root)) {
      file.append(lines);
      file.publish();
    }
    List<Finding> findings = new ArrayList<>();
    try (ReceiptReader reader = ReceiptReader.open(receipt)) {
      ReceiptCheck.run(reader, root, 4, findings::add);
    }
    assertEquals(lines, findings.stream().map(Finding::line).toList());
    return findings;
  }

  private Finding checkOne(ReceiptLine line) {
    return check(List.of(line)).get(0);
  }

  @Test
  public void filesThatAreAsTheyWereAreGood() throws IOException {
    for (int size : new int[] {0, 1, 4096, (256 << 10) + 1}) {
      assertEquals(Verdict.GOOD, checkOne(file("a/b" + size, random(size))).verdict());
    }
  }

  @Test
  public void aBitThatFlippedIsFoundByEachAlgorithm() throws IOException {
    byte[] bytes = random(300_000);
    ReceiptLine whole = file("flipped", bytes);
    bytes[299_999] ^= 1;
    Files.write(root.resolve("flipped"), bytes);
    for (Checksum checksum : whole.checksums()) {
      Finding finding = checkOne(fetched("flipped", bytes.length, checksum));
      assertEquals(checksum.toString(), Verdict.BAD, finding.verdict());
      assertTrue(finding.reason(), finding.reason().contains("not " + checksum));
    }
  }

  /** Whatever the ranges are, and wherever buffers end. */
  @Test
  public void badRangesAreTold() throws IOException {
    byte[] bytes = random(900_001);
    List<Segment> ranges = ranges(bytes, 1, 262_143, 262_144, 600_000, bytes.length);
    ReceiptLine line = file("ranges", bytes).withRanges(ranges, 0);
    assertEquals(Verdict.GOOD, checkOne(line).verdict());
    bytes[262_143] ^= 1;
    bytes[900_000] ^= 1;
    Files.write(root.resolve("ranges"), bytes);
    Finding finding = checkOne(line);
    assertEquals(Verdict.BAD, finding.verdict());
    List<ByteRange> bad = List.of(new ByteRange(262_143, 262_144), new ByteRange(600_000, 900_001));
    assertEquals(bad, finding.badRanges());
    assertTrue(
        finding.reason(),
        finding.reason().endsWith("; 300002 of 900001 bytes: 262143-262143, 600000-900000"));
    Files.write(root.resolve("ranges"), java.util.Arrays.copyOf(random(900_001), 300_000));
    Finding cut = checkOne(line);
    assertEquals(List.of(new ByteRange(262_144, 900_001)), cut.badRanges());
    assertTrue(cut.reason(), cut.reason().startsWith("it has 300000 bytes, not 900001; 637857 of"));
  }

  private static List<Segment> ranges(byte[] bytes, int... ends) {
    List<Segment> ranges = new ArrayList<>();
    int start = 0;
    for (int end : ends) {
      ranges.add(
          new Segment(start, end - start, Crc.CRC64_XZ.update(0, bytes, start, end - start)));
      start = end;
    }
    return ranges;
  }

  @Test
  public void aKeptFileIsCheckedToo() throws IOException {
    ReceiptLine kept = as(ReceiptLine.State.KEPT, file("kept", random(10)));
    Files.write(root.resolve("kept"), random(11));
    assertEquals("it has 11 bytes, not 10", checkOne(kept).reason());
  }

  @Test
  public void whatIsGoneIsMissing() {
    assertEquals(Verdict.MISSING, checkOne(fetched("gone/and/away", 1)).verdict());
  }

  @Test
  public void withoutAChecksumTheSizeCounts() throws IOException {
    file("plain", random(7));
    assertEquals(Verdict.SIZE_ONLY, checkOne(fetched("plain", 7)).verdict());
    assertEquals(Verdict.BAD, checkOne(fetched("plain", 8)).verdict());
  }

  @Test
  public void linksAndDirectoriesAreNoFiles() throws IOException {
    ReceiptLine line = file("target", random(7));
    Files.createSymbolicLink(root.resolve("link"), root.resolve("target"));
    Finding link = checkOne(fetched("link", 7, line.checksums().get(0)));
    assertEquals("it is no regular file", link.reason());
    Files.createDirectory(root.resolve("directory"));
    assertEquals(Verdict.BAD, checkOne(fetched("directory", 0)).verdict());
  }

  @Test
  public void aFileWhereADirectoryShouldBeIsWrong() throws IOException {
    ReceiptLine line = as(ReceiptLine.State.DIRECTORY, file("place", random(1)));
    assertEquals(Verdict.BAD, checkOne(line).verdict());
    Files.delete(root.resolve("place"));
    assertEquals(Verdict.MISSING, checkOne(line).verdict());
    Files.createDirectory(root.resolve("place"));
    assertEquals(Verdict.GOOD, checkOne(line).verdict());
  }

  @Test
  public void nothingIsReadThroughAFileOnTheWay() throws IOException {
    file("a", random(1));
    assertTrue(checkOne(fetched("a/b", 1)).wrong());
  }

  @Test
  public void pathsThatLeaveTheDirectoryAreBad() throws IOException {
    Files.write(root.resolveSibling("outside"), random(1));
    assertEquals(Verdict.BAD, checkOne(fetched("../outside", 1)).verdict());
    assertEquals(Verdict.BAD, checkOne(fetched("/etc/passwd", 1)).verdict());
  }

  @Test
  public void whatTheJobDidNotBringIsNotLookedFor() {
    assertEquals(Verdict.NOT_FETCHED, checkOne(failed("key")).verdict());
  }

  @Test
  public void allLinesAreCheckedInTheirOrderHoweverManyThereAre() throws IOException {
    List<ReceiptLine> lines = new ArrayList<>();
    ReceiptLine first = file("large", random(4 << 20));
    lines.add(first);
    ReceiptLine good = file("small", random(3));
    for (int index = 0; index < 10_000; index++) {
      lines.add(index % 1000 == 7 ? fetched("missing" + index, 1) : good);
    }
    CheckCounts counts = new CheckCounts();
    check(lines).forEach(counts::add);
    assertEquals(10, counts.of(Verdict.MISSING));
    assertEquals(9_991, counts.of(Verdict.GOOD));
    assertEquals(10_001, counts.checked());
    assertEquals((4 << 20) + 9_990 * 3, counts.goodBytes());
  }

  @Test
  public void whatTheListenerThrowsEndsTheCheck() throws IOException {
    ReceiptLine good = file("small", random(3));
    check(List.of(good, good));
    try (ReceiptReader reader = ReceiptReader.open(receipt)) {
      org.junit.Assert.assertThrows(
          IllegalStateException.class,
          () ->
              ReceiptCheck.run(
                  reader,
                  root,
                  1,
                  finding -> {
                    throw new IllegalStateException("enough");
                  }));
    }
  }
}
