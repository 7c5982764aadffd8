package io.tributary.engine.fault;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.Download;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadResult;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.fault.When;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** One writer for a destination, whoever asks for it, how often, and however it is spelled. */
public final class SameDestinationTest extends FaultSuite {
  private static final int PART = 512 * KIB;
  private static final DownloadOptions PARTS = Options.parts(PART).lanes(4).build();

  @Test
  public void ofTwoRequestsAtOnceOneDownloadsAndTheOtherAttaches() throws Exception {
    Content content = Content.synthetic(79, 12 * MIB);
    server.put("/twice", content);
    List<Download> downloads = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      downloads.add(fixture.start("/twice", fixture.file("twice"), PARTS));
    }
    for (Download download : downloads) {
      assertEquals(content.sizeBytes(), DownloadFixture.await(download).sizeBytes());
    }
    assertTrue(DownloadFixture.holds(fixture.file("twice"), content));
    assertEquals(List.of("twice"), fixture.left("twice"));
  }

  @Test
  public void whoAttachesCausesNoRequests() throws Exception {
    Content content = Content.synthetic(80, 8 * MIB);
    server.put("/attach", content);
    FaultRule hold =
        server.fault(When.get("/attach").ranged().covering(7 * MIB), Fault.stallAfter(1000));
    Download first = fixture.start("/attach", fixture.file("attach"), PARTS);
    assertTrue(hold.awaitFired(1, PATIENCE));
    Download second = fixture.start("/attach", fixture.file("attach"), PARTS);
    // It hears of the progress: it has attached.
    fixture.awaitArrived(second, 1);
    hold.release();

    assertEquals(DownloadFixture.await(first), DownloadFixture.await(second));
    assertTrue(fixture.bytesSent("/attach") <= content.sizeBytes() + HEDGING_BYTES);
  }

  @Test
  public void anotherObjectForABusyDestinationIsRefusedAndToldWhichOneIsThere() throws Exception {
    Content content = Content.synthetic(81, 4 * MIB);
    server.put("/holder", content);
    server.put("/intruder", Content.synthetic(82, 4 * MIB));
    FaultRule hold = server.fault(When.get("/holder").ranged(), Fault.stallBeforeHead());
    Download holder = fixture.start("/holder", fixture.file("busy"), PARTS);
    assertTrue(hold.awaitFired(1, PATIENCE));

    Failure refused =
        DownloadFixture.failureOf(fixture.start("/intruder", fixture.file("busy"), PARTS));

    assertEquals(FailureKind.DESTINATION_BUSY, refused.kind());
    assertTrue(refused.oneLine(), refused.oneLine().contains(server.url("/holder")));
    assertEquals(List.of(), server.requests("/intruder"));
    hold.release();
    DownloadFixture.await(holder);
    assertTrue(DownloadFixture.holds(fixture.file("busy"), content));
  }

  @Test
  public void whoWantsAnotherRangeOrAChecksumIsNotFobbedOffWithWhatIsUnderWay() throws Exception {
    server.put("/one", Content.synthetic(83, 4 * MIB));
    FaultRule hold = server.fault(When.get("/one").ranged(), Fault.stallBeforeHead());
    Download whole = fixture.start("/one", fixture.file("one"), PARTS);
    assertTrue(hold.awaitFired(1, PATIENCE));

    for (Options options :
        List.of(
            Options.parts(PART).range("0-99"),
            Options.parts(PART).checksum("md5:" + "0".repeat(32)))) {
      Failure refused =
          DownloadFixture.failureOf(fixture.start("/one", fixture.file("one"), options.build()));
      assertEquals(FailureKind.DESTINATION_BUSY, refused.kind());
      assertTrue(refused.oneLine(), refused.oneLine().contains("another range or checksum"));
    }

    hold.release();
    DownloadFixture.await(whole);
  }

  @Test
  public void twoDestinationsNeverMeet() throws Exception {
    Content left = Content.synthetic(83, 6 * MIB);
    Content right = Content.synthetic(84, 6 * MIB);
    server.put("/left", left);
    server.put("/right", right);
    Download one = fixture.start("/left", fixture.file("meet-1"), PARTS);
    Download other = fixture.start("/right", fixture.file("meet-2"), PARTS);
    DownloadFixture.await(one);
    DownloadFixture.await(other);
    assertTrue(DownloadFixture.holds(fixture.file("meet-1"), left));
    assertTrue(DownloadFixture.holds(fixture.file("meet-2"), right));
  }

  @Test
  public void aResumeWithAnotherPartSizeGoesOn() throws Exception {
    resumes("part-size", fixture.file("part-size"), Options.parts(300 * KIB + 1).lanes(4).build());
  }

  @Test
  public void aResumeWithAnotherNumberOfLanesGoesOn() throws Exception {
    resumes("lanes", fixture.file("lanes"), Options.parts(PART).lanes(1).build());
  }

  @Test
  public void aResumeWithEverythingAutomaticGoesOn() throws Exception {
    resumes("auto", fixture.file("auto"), Options.automatic().build());
  }

  @Test
  public void aRelativePathIsTheSameDestination() throws Exception {
    Path relative = Path.of("").toAbsolutePath().relativize(fixture.file("relative"));
    resumes("relative", relative, PARTS);
  }

  @Test
  public void aPathWithDotsIsTheSameDestination() throws Exception {
    Files.createDirectory(fixture.file("sub"));
    resumes("dots", fixture.file("sub").resolve("../dots"), PARTS);
  }

  @Test
  public void aPathThroughALinkedDirectoryIsTheSameDestination() throws Exception {
    Path link = fixture.file("link-to-here");
    Files.createSymbolicLink(link, fixture.directory);
    resumes("through-link", link.resolve("through-link"), PARTS);
  }

  @Test
  public void restartBeginsAnewAndLeavesNothingBehind() throws Exception {
    Content content = interrupted("anew");
    DownloadResult result =
        fixture.download(
            "/anew", fixture.file("anew"), Options.parts(PART).lanes(4).restart().build());
    assertEquals(0, result.bytesResumed());
    assertTrue(DownloadFixture.holds(fixture.file("anew"), content));
    assertEquals(List.of("anew"), fixture.left("anew"));
  }

  @Test
  public void anotherObjectForAnInterruptedDestinationBeginsAnew() throws Exception {
    interrupted("replaced");
    Content other = Content.synthetic(85, 16 * MIB);
    server.put("/replacement", other);
    fixture.download("/replacement", fixture.file("replaced"), PARTS);
    assertTrue(DownloadFixture.holds(fixture.file("replaced"), other));
    assertEquals(List.of("replaced"), fixture.left("replaced"));
  }

  private static void resumes(String name, Path spelled, DownloadOptions options) throws Exception {
    Content content = interrupted(name);
    DownloadResult result = fixture.download("/" + name, spelled, options);
    assertEquals(12 * MIB, result.bytesResumed());
    long most = 4 * MIB + HEDGING_BYTES;
    assertTrue(result.toString(), result.bytesFetched() <= most);
    assertTrue(fixture.bytesSent("/" + name) <= most);
    assertTrue(DownloadFixture.holds(fixture.file(name), content));
  }

  /** The first 12 of 16 MiB are there. */
  private static Content interrupted(String name) throws Exception {
    Content content = Content.synthetic(name.hashCode(), 16 * MIB);
    server.put("/" + name, content);
    FaultRule hold =
        server.fault(
            When.get("/" + name).ranged().and("late", r -> Parts.start(r) >= 12 * MIB),
            Fault.stallBeforeHead());
    Download first = fixture.start("/" + name, fixture.file(name), PARTS);
    fixture.awaitArrived(first, 12 * MIB);
    first.interrupt();
    assertEquals(FailureKind.INTERRUPTED, DownloadFixture.failureOf(first).kind());
    server.faults().remove(hold);
    server.clearLog();
    return content;
  }
}
