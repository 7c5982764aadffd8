package io.tributary.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.engine.receipt.ReceiptLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** What {@code verify} says of files and their receipt. */
public final class VerifyTest extends JUnitSuite {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final List<ReceiptLine> lines = new ArrayList<>();
  private Path home;
  private Path root;
  private Path receipt;
  private Path output;

  @Before
  public void prepare() throws IOException {
    home = folder.getRoot().toPath().toRealPath();
    root = Files.createDirectory(home.resolve("root"));
    receipt = home.resolve("receipt");
    output = home.resolve("again");
    for (String path : List.of("a", "dir/b", "dir/c\u202e")) {
      lines.add(Receipts.fetched("s3://bucket/" + path, path, path));
      Files.createDirectories(root.resolve(path).getParent());
      Files.writeString(root.resolve(path), path);
    }
    Receipts.write(receipt, root, lines);
  }

  private Outcome verify(String... arguments) {
    List<String> all = new ArrayList<>(List.of("verify"));
    all.addAll(List.of(arguments));
    all.add(receipt.toString());
    return new InProcess(home).run(all.toArray(String[]::new));
  }

  @Test
  public void whereAllIsGoodTheExitCodeIsZero() {
    Outcome outcome = verify();
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    assertEquals("", outcome.out());
    assertTrue(outcome.err(), outcome.err().contains("3 files checked"));
    assertTrue(outcome.err(), outcome.err().contains(": 3 good"));
    assertEquals("", verify("--quiet").err());
  }

  @Test
  public void whatIsBadOrMissingIsNamedAndTheExitCodeIsOne() throws IOException {
    Files.writeString(root.resolve("a"), "A");
    Files.delete(root.resolve("dir/b"));
    Files.writeString(root.resolve("dir/c\u202e"), "longer than it was");
    Outcome outcome = verify();
    assertEquals(outcome.toString(), 1, outcome.exitCode());
    List<String> said = outcome.out().lines().toList();
    assertTrue(said.get(0), said.get(0).startsWith("bad     a: its checksum is crc64:"));
    assertEquals("missing dir/b: it is missing", said.get(1));
    assertTrue(said.get(2), said.get(2).startsWith("bad     dir/c\\u202e: it has 18 bytes"));
    assertTrue(outcome.err(), outcome.err().contains("0 good (0 B), 1 missing, 2 bad"));
  }

  @Test
  public void whatIsWrongBecomesAManifest() throws IOException {
    Files.delete(root.resolve("dir/b"));
    assertEquals(1, verify("--output", output.toString()).exitCode());
    assertEquals(lines.subList(1, 2), Receipts.read(output));
    Files.writeString(root.resolve("dir/b"), "dir/b");
    assertEquals(0, verify("--output", output.toString()).exitCode());
    assertEquals(List.of(), Receipts.read(output));
  }

  @Test
  public void aUrlWhoseQueryIsNotRecordedIsLeftOutAloud() {
    lines.add(Receipts.fetched("https://host/x?…", "x", "x"));
    lines.add(Receipts.fetched("https://host/y", "y", "y"));
    Receipts.write(receipt, root, lines);
    Outcome outcome = verify("--output", output.toString());
    assertTrue(outcome.err(), outcome.err().contains("1 URL with a query cannot be in"));
    assertEquals(lines.subList(4, 5), Receipts.read(output));
  }

  @Test
  public void whatTheJobCouldNotFetchIsCountedApart() {
    lines.add(Receipts.failed("s3://bucket/secret"));
    Receipts.write(receipt, root, lines);
    Outcome outcome = verify();
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    assertTrue(outcome.err(), outcome.err().contains("1 not there, since the job could not"));
  }

  @Test
  public void filesThatWereMovedAreFoundWithRoot() throws IOException {
    Path moved = Files.move(root, home.resolve("moved"));
    Outcome lost = verify();
    assertEquals(lost.toString(), 8, lost.exitCode());
    assertTrue(lost.err(), lost.err().contains("--root"));
    assertEquals(0, verify("--root", moved.toString()).exitCode());
  }

  @Test
  public void jsonIsOneObject() throws IOException {
    Files.delete(root.resolve("a"));
    JsonNode said = new ObjectMapper().readTree(verify("--json", "-q").out());
    assertEquals(3, said.path("checked").asInt());
    assertEquals(2, said.path("good").asInt());
    assertEquals(1, said.path("missing").asInt());
    assertEquals("s3://bucket/a", said.path("first").path(0).path("source").asText());
  }

  @Test
  public void whatIsNoReceiptIsNoSuccess() throws IOException {
    Files.writeString(receipt, "nonsense\n");
    Outcome outcome = verify("--output", output.toString());
    assertEquals(outcome.toString(), 2, outcome.exitCode());
    assertFalse(Files.exists(output));
    Files.delete(receipt);
    assertEquals(8, verify().exitCode());
  }

  @Test
  public void aReceiptThatBreaksOffLeavesNoManifest() throws IOException {
    Files.writeString(receipt, Files.readString(receipt) + "{\"state\":");
    Outcome outcome = verify("--output", output.toString());
    assertEquals(outcome.toString(), 2, outcome.exitCode());
    assertTrue(outcome.err(), outcome.err().contains("line 5 is cut off"));
    assertEquals(List.of("receipt", "root"), List.of(sorted(home)));
  }

  private static String[] sorted(Path directory) {
    String[] names = directory.toFile().list();
    java.util.Arrays.sort(names);
    return names;
  }

  @Test
  public void theReceiptIsNotOverwritten() throws IOException {
    Outcome outcome = verify("--output", receipt.toString());
    assertEquals(outcome.toString(), 2, outcome.exitCode());
    assertEquals(lines, Receipts.read(receipt));
    assertEquals(2, verify("--jobs", "0").exitCode());
    assertEquals(2, verify("--jobs", "257").exitCode());
  }
}
