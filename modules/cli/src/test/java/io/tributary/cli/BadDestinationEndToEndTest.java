package io.tributary.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** Destinations that cannot be: one line, the right code, and nothing left anywhere. */
public final class BadDestinationEndToEndTest extends JUnitSuite {
  private static final long TEBIBYTE = 1L << 40;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private ObjectServer server;
  private Path work;
  private Path state;
  private Launcher tributary;

  @Before
  public void start() throws IOException {
    server = ObjectServer.start();
    server.put("/dir/big.bin", Content.synthetic(3, 12_000_000));
    server.put("/huge", Content.synthetic(3, 200 * TEBIBYTE));
    work = folder.newFolder("work").toPath();
    state = folder.getRoot().toPath().resolve("state");
    tributary = new Launcher(work);
  }

  @After
  public void stop() {
    server.close();
  }

  private void refused(int exitCode, String source, String destination, String... says)
      throws IOException {
    List<Path> before = files(work);
    Outcome outcome =
        tributary.run(
            "get --retries 0 --state-dir " + state + " " + server.url(source) + " " + destination);
    String shown = destination + "\n" + outcome;
    assertEquals(shown, exitCode, outcome.exitCode());
    assertEquals(shown, 1, outcome.err().lines().count());
    assertTrue(shown, outcome.err().startsWith("tributary: cannot "));
    assertTrue(shown, outcome.err().contains("; "));
    for (String text : says) {
      assertTrue(shown, outcome.err().contains(text));
    }
    assertEquals("", outcome.out());
    assertEquals(before, files(work));
    assertEquals(List.of(), ofDownloads(state));
  }

  private static List<Path> files(Path directory) throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      return files.sorted().toList();
    }
  }

  /** Apart from the lock file and SQLite's library, which all downloads share. */
  private static List<Path> ofDownloads(Path state) throws IOException {
    if (!Files.exists(state)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(state)) {
      return files
          .filter(file -> !file.endsWith("locks"))
          .filter(file -> !file.getFileName().toString().startsWith("native-"))
          .toList();
    }
  }

  @Test
  public void aDirectoryThatTakesNoFilesIsNamed() throws IOException {
    // Nobody, root included, can make a file there.
    refused(8, "/dir/big.bin", "/proc/big.bin", "/proc: ", "takes no new files", "choose another");
  }

  @Test
  public void aMissingDirectoryIsNamedAndNotMade() throws IOException {
    refused(8, "/dir/big.bin", work + "/none/big.bin", "there is no directory", "create it first");
    refused(8, "/dir/big.bin", work + "/none/", "there is no directory", "create it first");
  }

  @Test
  public void aDirectoryUnderTheObjectsNameIsNotReplaced() throws IOException {
    Files.createDirectory(work.resolve("big.bin"));
    refused(2, "/dir/big.bin", work.toString(), "it is a directory", "give the name of a file");
  }

  @Test
  public void aSizeThatDoesNotFitIsKnownBeforeAByteIsFetched() throws IOException {
    refused(8, "/huge", work + "/huge", "are free", "free some space");
    assertTrue("bytes sent: " + server.bytesSent(), server.bytesSent() < 100_000);
  }

  @Test
  public void aRefusedConnectionComesWithAdvice() throws IOException {
    server.close();
    refused(7, "/dir/big.bin", work + "/big.bin", "refuses connections", "check host and port");
    assertEquals(List.of(work), files(work));
  }
}
