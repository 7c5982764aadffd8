package io.tributary.engine;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.core.failure.FailureKind;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadResult;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.testkit.object.StoredObject;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class TributaryTest extends JUnitSuite {
  private DownloadFixture fixture;

  @Before
  public void start() throws Exception {
    fixture = new DownloadFixture();
  }

  @After
  public void stop() throws Exception {
    fixture.close();
  }

  @Test
  public void anObjectArrivesWholeUnderItsFinalNameAndNothingElseIsLeft() throws Exception {
    Content content = Content.synthetic(1, 50_000_000);
    fixture.server.put("/object", content);

    DownloadResult result =
        fixture.download("/object", fixture.file("object"), DownloadOptions.defaults());

    assertTrue(DownloadFixture.holds(fixture.file("object"), content));
    assertEquals(50_000_000, result.sizeBytes());
    assertEquals(List.of("object"), fixture.left());
  }

  @Test
  public void theTimeOfTheFileIsThatOfTheObjectWhenItIsToBeKept() throws Exception {
    Instant then = Instant.parse("2021-02-03T04:05:06Z");
    fixture.server.put(
        "/object", StoredObject.of(Content.synthetic(5, 5_000_000)).withLastModified(then));

    DownloadResult unused =
        fixture.download(
            "/object", fixture.file("object"), DownloadOptions.builder().keepTime(true).build());
    assertEquals(then, Files.getLastModifiedTime(fixture.file("object")).toInstant());

    DownloadResult without =
        fixture.download("/object", fixture.file("another"), DownloadOptions.defaults());
    assertTrue(
        Files.getLastModifiedTime(fixture.file("another"))
            .toInstant()
            .isAfter(then.plusSeconds(1)));
  }

  @Test
  public void anInterruptRightAfterTheStartIsNotOvertaken() throws Exception {
    fixture.server.put("/object", Content.synthetic(2, 50_000_000));
    DownloadOptions slow = DownloadOptions.builder().limitBytesPerSecond(1_000_000).build();

    for (int round = 0; round < 10; round++) {
      Download download = fixture.start("/object", fixture.file("object" + round), slow);
      download.interrupt();

      assertEquals(FailureKind.INTERRUPTED, DownloadFixture.failureOf(download).kind());
    }
  }

  @Test
  public void aCancelledDownloadLeavesNothing() throws Exception {
    fixture.server.put("/object", Content.synthetic(3, 50_000_000));
    DownloadOptions slow = DownloadOptions.builder().limitBytesPerSecond(5_000_000).build();
    Download download = fixture.start("/object", fixture.file("object"), slow);
    fixture.server.awaitBytesSent(1_000_000, Duration.ofSeconds(30));

    download.cancel();

    assertEquals(FailureKind.INTERRUPTED, DownloadFixture.failureOf(download).kind());
    assertFalse(download.resumable());
    assertEquals(List.of(), fixture.left());
  }

  @Test
  public void stoppingTheNodeRecordsWhatIsOnDiskFirst() throws Exception {
    Content content = Content.synthetic(4, 50_000_000);
    fixture.server.put("/object", content);
    // However slow this machine is, it is not done before the node stops.
    fixture.server.fault(
        When.get("/object").covering(content.sizeBytes() - 1), Fault.stallBeforeHead());
    DownloadOptions slow = DownloadOptions.builder().limitBytesPerSecond(10_000_000).build();
    Download download = fixture.start("/object", fixture.file("object"), slow);
    fixture.awaitArrived(download, 5_000_000);

    fixture.restart();

    assertEquals(FailureKind.INTERRUPTED, DownloadFixture.failureOf(download).kind());
    fixture.server.faults().clear();
    DownloadResult result =
        fixture.download("/object", fixture.file("object"), DownloadOptions.defaults());
    assertTrue(result.bytesResumed() >= 5_000_000);
    assertTrue(DownloadFixture.holds(fixture.file("object"), content));
  }
}
