package io.tributary.engine.receipt;

import static io.tributary.engine.receipt.ReceiptLines.failed;
import static io.tributary.engine.receipt.ReceiptLines.fetched;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.checksum.Checksum;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.ledger.Segment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

public final class ReceiptFileTest extends JUnitSuite {
  private static final Checksum CHECKSUM = Checksum.parse("crc64:11051210869376104954");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path receipt;
  private Path temporary;
  private String name;

  @Before
  public void name() throws IOException {
    receipt = folder.getRoot().toPath().toRealPath().resolve("receipt.jsonl");
    name = ReceiptFile.newTemporaryName(receipt);
    temporary = receipt.resolveSibling(name);
  }

  private ReceiptFile open(long lengthBytes) {
    return ReceiptFile.open(receipt, name, lengthBytes, "s3://bucket/", Path.of("/data"));
  }

  private static List<ReceiptLine> read(Path file) {
    List<ReceiptLine> lines = new ArrayList<>();
    try (ReceiptReader reader = ReceiptReader.open(file)) {
      Optional<ReceiptLine> line = reader.next();
      while (line.isPresent()) {
        lines.add(line.get());
        line = reader.next();
      }
    }
    return lines;
  }

  private static TributaryException refused(Path file) {
    return Assert.assertThrows(TributaryException.class, () -> read(file));
  }

  @Test
  public void whatIsWrittenIsReadWhateverTheKeys() {
    List<ReceiptLine> lines = new ArrayList<>();
    for (String key :
        List.of(
            "a",
            "日本/ß.txt",
            "line\nbreak\r",
            "\"\\\u0000\u001b\u009b\u202e\u2028",
            "\ud800",
            "\ud83d\ude00",
            " ",
            "")) {
      lines.add(fetched(key, 0, CHECKSUM, Checksum.parse("crc32c:00000000")));
      lines.add(failed(key));
    }
    lines.add(
        fetched("ranges", 9, CHECKSUM)
            .withRanges(List.of(new Segment(0, 4, -1), new Segment(5, 4, Long.MIN_VALUE)), 3)
            .took(1234));
    try (ReceiptFile file = open(0)) {
      file.append(lines);
      file.publish();
    }
    assertEquals(lines, read(receipt));
  }

  /** As the first version wrote it. */
  @Test
  public void oldReceiptsStayReadable() throws IOException {
    Files.writeString(
        receipt,
        """
        {"receipt":1,"id":"x","source":"s3://bucket/","root":"/data"}
        {"state":"fetched","source":"s3://bucket/a?versionId=v1","key":"a","path":"a","size":1,\
        "etag":"\\"0123\\"","versionId":"v1","lastModified":"2026-01-02T03:04:05.678Z",\
        "checksums":["crc64:11051210869376104954"],"verified":true,"attempts":2,"node":"node-1"}
        """);
    ReceiptLine line = read(receipt).get(0);
    assertEquals(List.of(), line.ranges());
    assertEquals(List.of(CHECKSUM), line.checksums());
    assertEquals(2, line.attempts());
  }

  @Test
  public void theFirstLineSaysWhatWasListedAndWhereItWent() {
    try (ReceiptFile file = open(0)) {
      file.publish();
    }
    try (ReceiptReader reader = ReceiptReader.open(receipt)) {
      assertEquals(new ReceiptHead(name, "s3://bucket/", "/data"), reader.head());
    }
  }

  @Test
  public void nothingIsUnderTheFinalNameBeforeTheEnd() throws IOException {
    Files.writeString(receipt, "of yesterday");
    try (ReceiptFile file = open(0)) {
      file.append(List.of(fetched("a", 1)));
      assertEquals("of yesterday", Files.readString(receipt));
      file.publish();
    }
    assertEquals(List.of(fetched("a", 1)), read(receipt));
    assertFalse(Files.exists(temporary));
  }

  @Test
  public void linesThatNobodyRecordedVanishWhenTheJobGoesOn() {
    long recorded;
    try (ReceiptFile file = open(0)) {
      recorded = file.append(List.of(fetched("a", 1)));
      file.append(List.of(fetched("never recorded", 1)));
    }
    try (ReceiptFile file = open(recorded)) {
      file.append(List.of(fetched("b", 2)));
      file.publish();
    }
    assertEquals(List.of(fetched("a", 1), fetched("b", 2)), read(receipt));
  }

  @Test
  public void whereNothingWasRecordedItBeginsAnew() {
    try (ReceiptFile file = open(0)) {
      file.append(List.of(fetched("never recorded", 1)));
    }
    try (ReceiptFile file = open(0)) {
      file.append(List.of(fetched("b", 2)));
      file.publish();
    }
    assertEquals(List.of(fetched("b", 2)), read(receipt));
  }

  @Test
  public void lengthIsThatOfTheFile() throws IOException {
    try (ReceiptFile file = open(0)) {
      assertEquals(file.append(List.of(fetched("ß", 1))), Files.size(temporary));
      assertEquals(file.append(List.of()), Files.size(temporary));
    }
  }

  @Test
  public void recordedLinesThatAreGoneAreAnError() {
    long recorded;
    try (ReceiptFile file = open(0)) {
      recorded = file.append(List.of(fetched("a", 1)));
    }
    TributaryException thrown =
        Assert.assertThrows(TributaryException.class, () -> open(recorded + 1));
    assertEquals(FailureKind.STATE_UNUSABLE, thrown.kind());
    assertTrue(thrown.getMessage(), thrown.getMessage().contains(name));
  }

  @Test
  public void aCrashAfterTheRenameIsNoticed() {
    long recorded;
    try (ReceiptFile file = open(0)) {
      recorded = file.append(List.of(fetched("a", 1)));
      file.publish();
      file.publish();
    }
    try (ReceiptFile again = open(recorded)) {
      again.publish();
    }
    assertEquals(List.of(fetched("a", 1)), read(receipt));
  }

  @Test
  public void anotherReceiptOfTheSameLengthIsNotTakenForIt() throws IOException {
    long recorded;
    try (ReceiptFile file = open(0)) {
      recorded = file.append(List.of(fetched("a", 1)));
    }
    String other = ReceiptFile.newTemporaryName(receipt);
    Files.writeString(receipt, Files.readString(temporary).replace(name, other));
    Files.delete(temporary);
    assertEquals(recorded, Files.size(receipt));
    TributaryException thrown = Assert.assertThrows(TributaryException.class, () -> open(recorded));
    assertEquals(FailureKind.LOCAL_DISK, thrown.kind());
  }

  @Test
  public void anAbandonedOneLeavesNothing() {
    try (ReceiptFile file = open(0)) {
      file.append(List.of(fetched("a", 1)));
      file.abandon();
    }
    assertFalse(Files.exists(temporary));
    assertFalse(Files.exists(receipt));
  }

  @Test
  public void aLineThatIsNoneIsNamed() throws IOException {
    try (ReceiptFile file = open(0)) {
      file.append(List.of(fetched("a", 1)));
      file.publish();
    }
    byte[] good = Files.readAllBytes(receipt);
    for (String line :
        List.of(
            "{}",
            "[]",
            "nonsense",
            "{\"state\":\"lost\",\"source\":\"s3://b/k\"}",
            "{\"state\":\"fetched\",\"source\":\"s3://b/k\",\"checksums\":[\"crc64:x\"]}",
            "{\"state\":\"failed\",\"source\":\"s3://b/k\",\"error\":{}}",
            "{\"state\":\"fetched\",\"source\":\"s3://b/k\",\"size\":9,\"ranges\":[[5,4,\"1\"],[0,4,\"1\"]]}",
            "{\"state\":\"fetched\",\"source\":\"s3://b/k\",\"size\":9,\"ranges\":[[5,5,\"1\"]]}",
            "{\"state\":\"fetched\",\"source\":\"s3://b/k\",\"size\":9,\"ranges\":[[5]]}")) {
      Files.write(receipt, good);
      Files.writeString(receipt, line + "\n", StandardOpenOption.APPEND);
      TributaryException thrown = refused(receipt);
      assertEquals(line, FailureKind.USAGE, thrown.kind());
      assertTrue(thrown.getMessage(), thrown.getMessage().contains("line 3: "));
    }
  }

  @Test
  public void aCopyThatWasCutOffIsAnError() throws IOException {
    try (ReceiptFile file = open(0)) {
      file.append(List.of(fetched("a", 1), fetched("b", 2)));
      file.publish();
    }
    byte[] whole = Files.readAllBytes(receipt);
    Files.write(receipt, java.util.Arrays.copyOf(whole, whole.length - 3));
    assertTrue(refused(receipt).getMessage().contains("line 3 is cut off"));
  }

  @Test
  public void aFileWithoutLineBreaksIsNotTakenIntoMemory() throws IOException {
    Files.write(receipt, new byte[(1 << 20) + 2]);
    assertTrue(refused(receipt).getMessage().contains("longer than 1 MiB"));
  }

  @Test
  public void whatIsNoReceiptIsRefused() throws IOException {
    Files.write(receipt, "{\"key\":1}\n".getBytes(StandardCharsets.UTF_8));
    assertEquals(FailureKind.USAGE, refused(receipt).kind());
    Files.write(receipt, new byte[0]);
    assertEquals(FailureKind.USAGE, refused(receipt).kind());
    Files.writeString(receipt, "{\"receipt\":2,\"id\":\"\",\"source\":\"\",\"root\":\"\"}\n");
    assertTrue(refused(receipt).getMessage().contains("later version"));
    Files.delete(receipt);
    assertTrue(refused(receipt).getMessage().contains("it does not exist"));
  }
}
