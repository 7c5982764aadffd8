package io.tributary.cli;

import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** The launcher in installations of all kinds, and its class-data-sharing archive. */
public final class InstallationEndToEndTest extends JUnitSuite {
  private static final long LONGEST_SECONDS = 120;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path installation;
  private Path archives;

  /** A copy of its own: the libraries are linked, the launcher is found by its own path. */
  @Before
  public void install() throws IOException {
    installation = folder.newFolder("installed").toPath();
    Path launcher = Files.createDirectory(installation.resolve("bin")).resolve("tributary");
    Files.copy(Launcher.LAUNCHER, launcher);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path libraries = Launcher.LAUNCHER.getParent().resolveSibling("lib");
    Files.createSymbolicLink(installation.resolve("lib"), libraries);
    archives = folder.newFolder("cache").toPath().resolve("tributary/classes");
  }

  private Process start(String mode, String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(installation.resolve("bin/tributary").toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("HOME", folder.getRoot().toString());
    builder.environment().put("XDG_CACHE_HOME", archives.getParent().getParent().toString());
    builder.environment().put("TRIBUTARY_CLASS_ARCHIVE", mode);
    builder.environment().remove("TRIBUTARY_JAVA_OPTS");
    if (mode.equals("existing")) {
      // Fails instead of going on when the archive cannot be used.
      builder.environment().put("TRIBUTARY_JAVA_OPTS", "-Xshare:on");
    }
    return builder.start();
  }

  private static void works(Process process) {
    Outcome outcome = Launcher.end(process);
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    assertTrue(outcome.out(), outcome.out().startsWith("tributary "));
  }

  /** Where files cannot be made, for root neither. */
  private void makeReadOnly() throws IOException {
    Files.writeString(installation.resolve("cache"), "in the way of a directory");
    Files.setPosixFilePermissions(installation, PosixFilePermissions.fromString("r-xr-xr-x"));
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Returns when the background has made an archive and nothing else is there. */
  private void awaitArchive() throws Exception {
    Files.createDirectories(archives);
    long endNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    try (WatchService changes = archives.getFileSystem().newWatchService()) {
      archives.register(changes, ENTRY_CREATE, ENTRY_DELETE);
      while (names(archives).size() != 1 || !names(archives).get(0).endsWith(".jsa")) {
        assertTrue("an archive: " + names(archives), System.nanoTime() < endNanos);
        var change = changes.poll(1, TimeUnit.SECONDS);
        if (change != null) {
          change.pollEvents();
          change.reset();
        }
      }
    }
  }

  @Test
  public void twoFirstUsesAtOnceMakeOneArchiveThatLaterOnesUse() throws Exception {
    makeReadOnly();
    Process one = start("on", "--version");
    Process other = start("on", "--version");
    works(one);
    works(other);
    awaitArchive();
    works(start("existing", "--version"));
    assertEquals(names(archives).toString(), 1, names(archives).size());
  }

  @Test
  public void aReadOnlyInstallationKeepsItsArchiveInTheUsersCache() throws Exception {
    makeReadOnly();
    List<String> before = names(installation);
    Process process = start("on", "--prepare-class-archive");
    assertEquals(0, Launcher.exitCode(process));
    assertEquals(before, names(installation));
    awaitArchive();
    works(start("existing", "--version"));
  }

  @Test
  public void withNoPlaceForAnArchiveItWorksAllTheSame() throws Exception {
    makeReadOnly();
    Files.createDirectories(archives.getParent().getParent());
    Files.writeString(archives.getParent(), "in the way of a directory");
    works(start("on", "--version"));
  }

  @Test
  public void aLinkToTheLauncherFindsTheInstallation() throws Exception {
    Path link = folder.getRoot().toPath().resolve("link");
    Files.createSymbolicLink(link, installation.resolve("bin/tributary"));
    ProcessBuilder builder = new ProcessBuilder(link.toString(), "--version");
    // Otherwise one that makes an archive would run on after the test.
    builder.environment().put("TRIBUTARY_CLASS_ARCHIVE", "existing");
    works(builder.start());
  }

  @Test
  public void anIncompleteInstallationIsSaidToBeOne() throws Exception {
    Files.delete(installation.resolve("lib"));
    Process process = start("off", "--version");
    Outcome outcome = Launcher.end(process);
    String said = outcome.out();
    assertEquals(said, 1, outcome.exitCode());
    assertTrue(said, said.contains("is incomplete") && said.contains("install it again"));
    assertFalse(said, said.contains("\n\n"));
  }
}
