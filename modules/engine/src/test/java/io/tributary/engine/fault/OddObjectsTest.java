package io.tributary.engine.fault;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.engine.DownloadFixture;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadResult;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.object.StoredObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.Test;

/** Objects that grow, that are larger than disks, or that want more than to be a file. */
public final class OddObjectsTest extends FaultSuite {
  private static final DownloadOptions PARTS = Options.parts(256 * KIB).lanes(4).build();

  /** As large as an object of OSS may become. */
  private static final long LARGEST_BYTES = 48_800_000_000_000L;

  @Test
  public void anObjectThatIsAppendedToMidwayArrivesAsItIsThen() throws Exception {
    StoredObject log = StoredObject.of(Content.synthetic(29, 4 * MIB + 1));
    StoredObject grown = log.appended(Content.synthetic(30, MIB));
    server.put("/log", log.withHeader("x-oss-object-type", "Appendable"));
    server.fault(
        When.get("/log").ranged().nth(6), Fault.runBefore(() -> server.put("/log", grown)));

    DownloadResult result = fixture.download("/log", fixture.file("log"), PARTS);

    assertTrue(DownloadFixture.holds(fixture.file("log"), grown.content()));
    assertEquals(grown.validators().etag(), result.identity().etag());
    assertEquals(5L * MIB + 1, result.sizeBytes());
  }

  @Test
  public void theEndOfTheLargestObjectArrives() throws Exception {
    Content content = Content.repeating(37, LARGEST_BYTES);
    server.put("/largest", StoredObject.of(content));
    long first = LARGEST_BYTES - 3 * MIB;
    DownloadOptions end =
        Options.parts(256 * KIB).lanes(4).range(first + "-" + (LARGEST_BYTES - 1)).build();

    DownloadResult result = fixture.download("/largest", fixture.file("largest"), end);

    assertEquals(3L * MIB, result.sizeBytes());
    assertArrayEquals(content.slice(first, 3 * MIB), Files.readAllBytes(fixture.file("largest")));
  }

  @Test
  public void whatAnObjectSaysOfItsOwnerAndRightsIsNotObeyed() throws Exception {
    Content content = Content.synthetic(59, MIB);
    StoredObject object = StoredObject.of(content);
    for (String vendor : new String[] {"x-oss-meta-", "x-amz-meta-"}) {
      object =
          object
              .withHeader(vendor + "mode", "104777")
              .withHeader(vendor + "permissions", "4777")
              .withHeader(vendor + "uid", "0");
    }
    server.put("/setuid", object);

    fixture.download("/setuid", fixture.file("setuid"), PARTS);

    Path usual = Files.createFile(fixture.file("usual"));
    assertEquals(
        Files.getAttribute(usual, "unix:mode"),
        Files.getAttribute(fixture.file("setuid"), "unix:mode"));
    assertEquals(Files.getOwner(usual), Files.getOwner(fixture.file("setuid")));
  }
}
