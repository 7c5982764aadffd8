package io.tributary.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.object.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** What a download does about a file that is there, and which name it takes. */
public final class IfExistsEndToEndTest extends JUnitSuite {
  private static final Instant MODIFIED = Instant.parse("2026-01-02T03:04:05Z");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Content content = Content.synthetic(4, 300_000);
  private ObjectServer server;
  private Path file;
  private Launcher tributary;

  @Before
  public void start() throws IOException {
    server = ObjectServer.start();
    server.put("/object", StoredObject.of(content).withLastModified(MODIFIED));
    file = Files.writeString(folder.getRoot().toPath().resolve("object"), "old");
    tributary = new Launcher(folder.getRoot().toPath());
  }

  @After
  public void stop() {
    server.close();
  }

  private Outcome get(String options) {
    return tributary.run("get " + options + server.url("/object") + " ./");
  }

  private void keeps(String options, int exitCode) throws IOException {
    Outcome outcome = get(options);
    assertEquals(outcome.toString(), exitCode, outcome.exitCode());
    assertEquals("old", Files.readString(file));
  }

  private void replaces(String options) throws IOException {
    Outcome outcome = get(options);
    assertEquals(outcome.toString(), 0, outcome.exitCode());
    assertArrayEquals(content.toByteArray(), Files.readAllBytes(file));
  }

  @Test
  public void itIsReplacedUnlessAskedOtherwise() throws IOException {
    replaces("");
    Files.writeString(file, "old");
    replaces("--if-exists overwrite ");
  }

  @Test
  public void skipKeepsItAndIsSuccess() throws IOException {
    keeps("--if-exists skip ", 0);
    assertTrue(get("--if-exists skip --json ").out().contains("\"state\":\"skipped\""));
    assertEquals(0, server.requestCount());
  }

  @Test
  public void failKeepsItAndIsAFailure() throws IOException {
    keeps("--if-exists fail ", 8);
    assertTrue(get("--if-exists fail ").err().contains("there is a file already"));
  }

  @Test
  public void newerComparesTheTimes() throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(MODIFIED.plusSeconds(1)));
    keeps("--if-exists newer ", 0);
    Files.setLastModifiedTime(file, FileTime.from(MODIFIED.minusSeconds(1)));
    replaces("--if-exists newer ");
  }

  @Test
  public void theEnvironmentMayChooseAndTheCommandLineOverrides() throws IOException {
    tributary.with("TRIBUTARY_IF_EXISTS", "fail");
    keeps("", 8);
    replaces("--if-exists overwrite ");
  }

  @Test
  public void theConfigurationFileMayChooseAndTheEnvironmentOverrides() throws IOException {
    Path config = folder.getRoot().toPath().resolve("config");
    Files.writeString(config, "if-exists = fail\n");
    tributary.with("TRIBUTARY_CONFIG", config.toString());
    keeps("", 8);
    tributary.with("TRIBUTARY_IF_EXISTS", "skip");
    keeps("", 0);
  }

  @Test
  public void theNameThatTheServerSuggestsIsNotTaken() throws IOException {
    Files.delete(file);
    StoredObject object = StoredObject.of(content);
    String suggestion = "attachment; filename=\".bashrc\"; filename*=UTF-8''%2Fetc%2Fpasswd";
    server.put("/object", object.withHeader("Content-Disposition", suggestion));
    replaces("");
    String[] names = folder.getRoot().list((directory, name) -> !name.equals("home"));
    assertEquals(List.of("object"), List.of(names));
  }
}
