package io.tributary.engine.fault;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadOptions.IfExists;
import io.tributary.engine.api.DownloadResult;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.object.StoredObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.Test;

/** What becomes of a file that is under the final name already. */
public final class ExistingFileTest extends FaultSuite {
  private static final Content CONTENT = Content.synthetic(57, 2 * MIB);

  @Test
  public void overwriteReplacesIt() throws Exception {
    Path file = existing("overwrite");
    fixture.download("/overwrite", file, with(IfExists.OVERWRITE));
    assertTrue(DownloadFixture.holds(file, CONTENT));
  }

  @Test
  public void overwriteReplacesALinkAndNotWhatItLeadsTo() throws Exception {
    Path victim = existing("link-victim");
    Path link = fixture.file("link");
    Files.createSymbolicLink(link, victim);
    server.put("/link", CONTENT);
    fixture.download("/link", link, with(IfExists.OVERWRITE));
    assertTrue(DownloadFixture.holds(link, CONTENT));
    assertEquals("old", Files.readString(victim));
  }

  @Test
  public void skipKeepsItAndAsksTheServerNothing() throws Exception {
    Path file = existing("skip");
    DownloadResult result = fixture.download("/skip", file, with(IfExists.SKIP));
    assertEquals(DownloadResult.Outcome.SKIPPED, result.state());
    assertEquals("old", Files.readString(file));
    assertEquals(List.of(), server.requests("/skip"));
  }

  @Test
  public void failKeepsItAndSaysWhatToDo() throws Exception {
    Path file = existing("fail");
    var failure = DownloadFixture.failureOf(fixture.start("/fail", file, with(IfExists.FAIL)));
    assertEquals(FailureKind.LOCAL_DISK, failure.kind());
    assertTrue(failure.oneLine(), failure.oneLine().contains(file.toString()));
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("fail"), fixture.left("fail"));
  }

  @Test
  public void failSparesAFileThatAppearsMeanwhile() throws Exception {
    Path file = fixture.file("appears");
    server.put("/appears", CONTENT);
    server.fault(
        When.get("/appears").ranged().once(), Fault.runBefore(() -> write(file, "another's")));
    var failure = DownloadFixture.failureOf(fixture.start("/appears", file, with(IfExists.FAIL)));
    assertEquals(FailureKind.LOCAL_DISK, failure.kind());
    assertEquals("another's", Files.readString(file));
  }

  @Test
  public void newerKeepsAFileThatIsAsNewAsTheObject() throws Exception {
    Path file = existing("as-new");
    Instant modified = Instant.parse("2026-01-02T03:04:05Z");
    server.put("/as-new", StoredObject.of(CONTENT).withLastModified(modified));
    Files.setLastModifiedTime(file, FileTime.from(modified));
    DownloadResult result = fixture.download("/as-new", file, with(IfExists.NEWER));
    assertEquals(DownloadResult.Outcome.SKIPPED, result.state());
    assertEquals("old", Files.readString(file));
  }

  @Test
  public void newerReplacesAnOlderFile() throws Exception {
    Path file = existing("older");
    Instant modified = Instant.parse("2026-01-02T03:04:05Z");
    server.put("/older", StoredObject.of(CONTENT).withLastModified(modified));
    Files.setLastModifiedTime(file, FileTime.from(modified.minusSeconds(1)));
    DownloadResult result = fixture.download("/older", file, with(IfExists.NEWER));
    assertEquals(DownloadResult.Outcome.COMPLETED, result.state());
    assertTrue(DownloadFixture.holds(file, CONTENT));
  }

  @Test
  public void withoutAFileEveryPolicyDownloads() throws Exception {
    for (IfExists policy : IfExists.values()) {
      String name = "absent-" + policy;
      server.put("/" + name, CONTENT);
      fixture.download("/" + name, fixture.file(name), with(policy));
      assertTrue(DownloadFixture.holds(fixture.file(name), CONTENT));
    }
  }

  /** An object, and an older file under its name. */
  private static Path existing(String name) throws Exception {
    server.put("/" + name, CONTENT);
    return Files.writeString(fixture.file(name), "old");
  }

  private static DownloadOptions with(IfExists policy) {
    return Options.parts(256 * KIB).lanes(2).ifExists(policy).build();
  }
}
