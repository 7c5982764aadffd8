package io.tributary.engine.fault;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.tributary.engine.DownloadFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Journal and files as they were at one moment of a running download, so that another node may find
 * just that: what a kill at that moment would have left.
 */
final class CrashSite implements AutoCloseable {
  private final DownloadFixture fixture;
  private final Path copies;

  private CrashSite(DownloadFixture fixture, Path copies) {
    this.fixture = fixture;
    this.copies = copies;
  }

  /** Copies the journal in one transaction, then the files as they are. */
  static CrashSite photograph(DownloadFixture fixture) throws IOException, SQLException {
    CrashSite site = new CrashSite(fixture, Files.createTempDirectory("crash-site"));
    Files.createDirectory(site.files());
    try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + fixture.database());
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("VACUUM INTO '" + site.journal() + "'");
    }
    for (String name : fixture.left()) {
      Files.copy(fixture.file(name), site.files().resolve(name));
    }
    return site;
  }

  private Path journal() {
    return copies.resolve("journal");
  }

  private Path files() {
    return copies.resolve("files");
  }

  /** Puts the journal back; while no node runs. */
  void restoreJournal() throws IOException {
    for (String suffix : List.of("-wal", "-shm")) {
      Files.deleteIfExists(
          fixture.database().resolveSibling(fixture.database().getFileName() + suffix));
    }
    Files.copy(journal(), fixture.database(), REPLACE_EXISTING);
  }

  /** Puts the files back, and removes those that were not there. */
  void restoreFiles() throws IOException {
    for (String name : fixture.left()) {
      Files.delete(fixture.file(name));
    }
    try (Stream<Path> then = Files.list(files())) {
      for (Path file : then.toList()) {
        Files.copy(file, fixture.file(file.getFileName().toString()));
      }
    }
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> tree = Files.walk(copies)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
