package io.tributary.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.journal.StateClaim;
import io.tributary.engine.journal.StateDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** What a damaged state database leaves, and how it is got rid of. */
public final class StateTest extends JUnitSuite {
  private static final String ORPHAN = "object.0123456789abcdef.tributary";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path directory;
  private Path destination;
  private StateDirectory state;
  private InProcess tributary;

  @Before
  public void prepare() throws IOException {
    directory = folder.newFolder("files").toPath().toRealPath();
    destination = directory.resolve("object");
    state = StateDirectory.open(folder.getRoot().toPath().resolve("state"));
    tributary =
        new InProcess(folder.getRoot().toPath())
            .with("TRIBUTARY_STATE_DIR", state.path().toString());
  }

  /** An earlier run's temporary file and damaged database, and a new run's database. */
  private void damaged(boolean successorIsDone) throws IOException {
    Files.writeString(directory.resolve(ORPHAN), "some bytes");
    try (StateClaim claim = state.claim(destination)) {
      Files.writeString(claim.database(), "no database");
      claim.openJournal("http://host/object");
      if (successorIsDone) {
        claim.discard();
      }
    }
  }

  @Test
  public void aDamagedDatabaseIsListedAsOne() throws IOException {
    damaged(false);
    List<String> lines = tributary.run("state list").out().lines().toList();
    assertEquals(2, lines.size());
    assertEquals(1, lines.stream().filter(l -> l.contains("  damaged  " + destination)).count());
    assertTrue(tributary.run("state show " + destination).out().contains("http://host/object"));
  }

  @Test
  public void cleaningADestinationLeavesNothingOfIt() throws IOException {
    for (boolean successorIsDone : new boolean[] {false, true}) {
      damaged(successorIsDone);
      Outcome outcome = tributary.run("state clean " + destination);
      assertEquals(outcome.toString(), 0, outcome.exitCode());
      assertNothingLeft();
    }
  }

  @Test
  public void cleaningAllLeavesNothing() throws IOException {
    damaged(false);
    assertEquals(0, tributary.run("state clean --all").exitCode());
    assertNothingLeft();
  }

  @Test
  public void aDownloadThatGoesOnKeepsItsTemporaryFile() throws IOException {
    damaged(false);
    String setAside =
        Stream.of(state.path().toFile().list())
            .filter(name -> name.matches(".*\\.corrupt-[^.]*\\.[0-9]*Z"))
            .findFirst()
            .orElseThrow();
    assertEquals(0, tributary.run("state clean " + setAside).exitCode());
    assertTrue(Files.exists(directory.resolve(ORPHAN)));
    assertEquals(1, tributary.run("state list").out().lines().count());
  }

  private void assertNothingLeft() {
    assertEquals(0, directory.toFile().list().length);
    assertEquals("", tributary.run("state list").out());
    assertEquals(
        List.of("locks"),
        Stream.of(state.path().toFile().list()).filter(n -> !n.startsWith("native-")).toList());
  }
}
