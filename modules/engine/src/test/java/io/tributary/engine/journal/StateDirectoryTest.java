package io.tributary.engine.journal;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.Assert;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

public final class StateDirectoryTest extends JUnitSuite {
  private static final Path DESTINATION = Path.of("/data/object.bin");

  private static final FileAttribute<?> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /** Claims a destination, says so, and keeps it until killed. */
  static final class Claimer {
    private Claimer() {}

    @SuppressWarnings("try")
    public static void main(String[] arguments) throws IOException {
      StateDirectory state = StateDirectory.open(Path.of(arguments[0]));
      try (StateClaim claim = state.claim(Path.of(arguments[1]))) {
        claim.openJournal("http://host/object");
        System.out.println("claimed");
        System.in.read();
      } catch (TributaryException e) {
        System.out.println(e.kind() + " " + e.getMessage());
      }
    }
  }

  @Test
  public void theDefaultFollowsTheXdgSpecification() {
    Path home = Path.of("/home/someone");
    Path usual = home.resolve(".local/state/tributary");
    assertEquals(usual, StateDirectory.defaultPath(Map.of(), home));
    assertEquals(usual, StateDirectory.defaultPath(Map.of("XDG_STATE_HOME", "relative"), home));
    assertEquals(
        Path.of("/var/x/tributary"),
        StateDirectory.defaultPath(Map.of("XDG_STATE_HOME", "/var/x"), home));
  }

  @Test
  public void itIsMadeForItsOwnerOnly() throws IOException {
    Path path = folder.getRoot().toPath().resolve("a/b/state");
    StateDirectory.open(path);
    assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
  }

  @Test
  public void aFileInItsPlaceIsNamed() throws IOException {
    Path file = folder.newFile().toPath();
    TributaryException failure = failureOf(FailureKind.STATE_UNUSABLE, () -> open(file));
    assertTrue(failure.getMessage(), failure.getMessage().contains(file + ": it is not a"));
    assertTrue(failure.getMessage().contains("--state-dir"));
  }

  @Test
  public void aDirectoryThatCannotBeMadeIsNamed() {
    Path impossible = Path.of("/proc/tributary/state");
    TributaryException failure = failureOf(FailureKind.STATE_UNUSABLE, () -> open(impossible));
    assertTrue(failure.getMessage(), failure.getMessage().contains("/proc/tributary"));
  }

  @Test
  public void theSameDestinationTwiceInOneProcessIsBusy() {
    StateDirectory state = open(folder.getRoot().toPath());
    try (StateClaim first = state.claim(DESTINATION)) {
      TributaryException failure =
          failureOf(FailureKind.DESTINATION_BUSY, () -> state.claim(DESTINATION).close());
      assertTrue(failure.getMessage().contains("process " + ProcessHandle.current().pid()));
      first.close();
      state.claim(DESTINATION).close();
    }
  }

  @Test
  public void differentDestinationsNeverMeet() {
    StateDirectory state = open(folder.getRoot().toPath());
    try (StateClaim one = state.claim(DESTINATION);
        StateClaim other = state.claim(Path.of("/data/other.bin"))) {
      assertNotEquals(one.database(), other.database());
      one.close();
      failureOf(
          FailureKind.DESTINATION_BUSY, () -> state.claim(Path.of("/data/other.bin")).close());
    }
  }

  @Test
  public void anotherProcessIsNamedAndItsDeathFreesTheDestination() throws Exception {
    Path path = folder.getRoot().toPath();
    StateDirectory state = open(path);
    try (OtherProcess other = OtherProcess.run(Claimer.class, path, DESTINATION)) {
      assertEquals("claimed", other.line());
      TributaryException failure =
          failureOf(FailureKind.DESTINATION_BUSY, () -> state.claim(DESTINATION).close());
      assertTrue(failure.getMessage(), failure.getMessage().contains("process " + other.pid()));
      assertTrue(failure.getMessage(), failure.getMessage().contains(" since 2"));
      assertTrue(state.list().get(0).holder().orElseThrow().contains(" " + other.pid() + " "));
      other.kill();
      assertTrue(state.list().get(0).holder().isEmpty());
      state.claim(DESTINATION).close();
    }
  }

  @Test
  public void aRefusedSecondClaimDoesNotFreeTheFirst() throws Exception {
    Path path = folder.getRoot().toPath();
    StateDirectory state = open(path);
    try (StateClaim claim = state.claim(DESTINATION)) {
      failureOf(FailureKind.DESTINATION_BUSY, () -> state.claim(DESTINATION).close());
      state.list();
      state.claim(Path.of("/data/other.bin")).close();
      try (OtherProcess other = OtherProcess.run(Claimer.class, path, DESTINATION)) {
        String answer = other.line();
        assertTrue(answer, answer.startsWith("DESTINATION_BUSY"));
      }
      assertTrue(claim.database().startsWith(path.toRealPath()));
    }
  }

  @Test
  public void unfinishedDownloadsAreListedAndCanBeForgotten() {
    StateDirectory state = open(folder.getRoot().toPath());
    try (StateClaim claim = state.claim(DESTINATION)) {
      claim.openJournal("oss://bucket/key");
    }
    List<StateEntry> entries = state.list();
    assertEquals(1, entries.size());
    StateEntry entry = entries.get(0);
    assertEquals(DESTINATION.toString(), entry.destination());
    assertEquals("oss://bucket/key", entry.source());
    state.remove(entry);
    assertEquals(List.of(), state.list());
  }

  @Test
  public void aRunningDownloadCannotBeForgotten() {
    StateDirectory state = open(folder.getRoot().toPath());
    try (StateClaim claim = state.claim(DESTINATION)) {
      claim.openJournal("oss://bucket/key");
      failureOf(FailureKind.DESTINATION_BUSY, () -> state.remove(state.list().get(0)));
    }
  }

  @Test
  public void aFinishedDownloadLeavesNothing() {
    StateDirectory state = open(folder.getRoot().toPath());
    try (StateClaim claim = state.claim(DESTINATION)) {
      claim.openJournal("oss://bucket/key");
      claim.discard();
      assertFalse(Files.exists(claim.database()));
    }
    List<String> left =
        Stream.of(folder.getRoot().list()).filter(name -> !name.startsWith("native-")).toList();
    assertEquals(List.of("locks"), left);
  }

  @Test
  public void aKilledProcessLeavesNoLibraryInTheTemporaryDirectory() throws Exception {
    Path path = Files.createDirectory(folder.getRoot().toPath().resolve("state"), OWNER_ONLY);
    Path temporary = folder.newFolder("tmp").toPath();
    for (String destination : List.of("/data/one", "/data/other")) {
      try (OtherProcess other =
          OtherProcess.runWith(
              List.of("-Dorg.sqlite.tmpdir=" + temporary), Claimer.class, path, destination)) {
        assertEquals("claimed", other.line());
        other.kill();
      }
    }
    assertEquals(0, temporary.toFile().list().length);
  }

  @Test
  public void aDirectoryThatOthersCanWriteHoldsNoLibrary() throws Exception {
    Path path = Files.createDirectory(folder.getRoot().toPath().resolve("state"));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxrwxrwx"));
    try (OtherProcess other = OtherProcess.run(Claimer.class, path, DESTINATION)) {
      assertEquals("claimed", other.line());
    }
    assertEquals(
        0, Stream.of(path.toFile().list()).filter(name -> name.startsWith("native-")).count());
  }

  @Test
  public void aDatabaseThatWasSetAsideIsListedAndCanBeRemoved() throws IOException {
    StateDirectory state = open(folder.getRoot().toPath());
    try (StateClaim claim = state.claim(DESTINATION)) {
      Files.writeString(claim.database(), "not SQLite");
      Files.writeString(Path.of(claim.database() + "-wal"), "nor its log");
      claim.openJournal("oss://bucket/key");
    }
    assertEquals(2, state.list().size());
    StateEntry damaged = state.list().stream().filter(StateEntry::setAside).findFirst().get();
    assertEquals(DESTINATION.toString(), damaged.destination());
    state.remove(damaged);
    assertEquals(List.of(false), state.list().stream().map(StateEntry::setAside).toList());
    state.remove(state.list().get(0));
    assertEquals(List.of("locks"), left());
  }

  @Test
  public void aDatabaseThatWasSetAsideGoesAlsoWhenItsSuccessorIsDone() throws IOException {
    StateDirectory state = open(folder.getRoot().toPath());
    try (StateClaim claim = state.claim(DESTINATION)) {
      Files.writeString(claim.database(), "not SQLite");
      claim.openJournal("oss://bucket/key");
      claim.discard();
    }
    state.list().forEach(state::remove);
    assertEquals(List.of("locks"), left());
  }

  private List<String> left() {
    return Stream.of(folder.getRoot().list())
        .filter(name -> !name.startsWith("native-"))
        .sorted()
        .toList();
  }

  @Test
  public void whateverStandsInPlaceOfAStateFileIsNamed() throws IOException {
    StateDirectory state = open(folder.getRoot().toPath());
    try (StateClaim claim = state.claim(DESTINATION)) {
      Files.createDirectories(claim.database().resolve("full"));
      String said = failureOf(FailureKind.STATE_UNUSABLE, claim::discard).getMessage();
      assertTrue(said, said.contains(claim.database() + ": a directory stands in its place"));
      assertFalse(said, said.contains("permission"));
    }
  }

  @Test
  public void aDamagedDatabaseIsListedWithoutTexts() throws IOException {
    StateDirectory state = open(folder.getRoot().toPath());
    Files.writeString(state.path().resolve("0123456789abcdef0123456789abcdef.db"), "not SQLite");
    StateEntry entry = state.list().get(0);
    assertEquals("", entry.destination());
    state.remove(entry);
    assertEquals(List.of(), state.list());
  }

  private static StateDirectory open(Path path) {
    return StateDirectory.open(path);
  }

  private static TributaryException failureOf(FailureKind kind, Runnable action) {
    TributaryException failure = Assert.assertThrows(TributaryException.class, action::run);
    assertEquals(kind, failure.kind());
    return failure;
  }
}
