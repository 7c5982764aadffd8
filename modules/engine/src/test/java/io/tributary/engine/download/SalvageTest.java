package io.tributary.engine.download;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.core.checksum.Crc;
import io.tributary.core.ledger.Segment;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.DownloadResult;
import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.FaultRule;
import io.tributary.testkit.object.StoredObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.Before;
import org.junit.Test;

/** Of a file that is bad, what is good need not be fetched, and nothing else is taken over. */
public final class SalvageTest extends CoordinatorSuite {
  private static final int RANGE = (int) (4 * MIB);
  private static final int SIZE = 6 * RANGE - 7;
  private static final String ETAG = "\"the-object\"";

  private final byte[] whole = Content.synthetic(SIZE, SIZE).toByteArray();
  private final byte[] damaged = whole.clone();

  /** Each test has a destination of its own, as the journal stays. */
  private final String name = "object-" + System.nanoTime();

  private CoordinatorKit.Talk talk;

  @Before
  public void damage() throws IOException {
    kit.server.put("/object", StoredObject.of(Content.of(whole)).withEtag(ETAG));
    kit.server.clearLog();
    talk = kit.talk(name);
    damaged[2 * RANGE + 5] ^= 1;
    damaged[5 * RANGE] ^= 1;
    Files.write(talk.destination, damaged);
  }

  private KnownRanges known(String etag) {
    List<Segment> segments = new ArrayList<>();
    for (int start = 0; start < SIZE; start += RANGE) {
      int length = Math.min(RANGE, SIZE - start);
      segments.add(new Segment(start, length, Crc.CRC64_XZ.update(0, whole, start, length)));
    }
    return new KnownRanges(etag, segments);
  }

  private void start(KnownRanges known) {
    DownloadOptions oneLane = DownloadOptions.builder().partSizeBytes(RANGE).lanes(1).build();
    DownloadSpec plain = talk.spec("/object", oneLane);
    DownloadSpec spec =
        new DownloadSpec(plain.source(), plain.destination(), plain.options(), "", known, "");
    talk.coordinator.tell(new DownloadCoordinator.Start(spec, talk.watcher.ref()));
    talk.hears(DownloadUpdate.Accepted.class);
  }

  private DownloadResult result() throws IOException {
    DownloadResult result = talk.hears(DownloadUpdate.Finished.class).result();
    assertArrayEquals(whole, Files.readAllBytes(talk.destination));
    assertEquals(List.of(name), kit.left());
    return result;
  }

  private long recorded() {
    return talk.events().stream()
        .filter(DownloadEvent.RangesWritten.class::isInstance)
        .flatMap(event -> ((DownloadEvent.RangesWritten) event).segments().stream())
        .mapToLong(Segment::lengthBytes)
        .sum();
  }

  private static long sent() {
    return kit.server.requests("/object").stream().mapToLong(RecordedRequest::bodyBytesSent).sum();
  }

  @Test
  public void onlyTheBadRangesAreFetched() throws IOException {
    start(known(ETAG));
    DownloadResult result = result();
    assertEquals(SIZE - RANGE - (RANGE - 7), result.bytesReused());
    assertEquals(result.bytesReused(), result.bytesResumed());
    assertTrue("sent " + sent(), sent() <= RANGE + RANGE - 7 + 1);
    assertEquals(Crc.CRC64_XZ.update(0, whole), talk.event(DownloadEvent.Verified.class).crc64());
    assertEquals(SIZE, result.ranges().stream().mapToLong(Segment::lengthBytes).sum());
  }

  @Test
  public void ofAnotherObjectNothingIsTaken() throws IOException {
    start(known("\"another\""));
    assertEquals(0, result().bytesReused());
    assertTrue("sent " + sent(), sent() >= SIZE);
  }

  @Test
  public void aCutOffFileHasWhatItHas() throws IOException {
    Files.write(talk.destination, java.util.Arrays.copyOf(whole, RANGE + 9));
    start(known(""));
    assertEquals(RANGE, result().bytesReused());
  }

  @Test
  public void untilTheEndTheOldFileStaysAndWhatWasTakenIsNotTakenTwice() throws IOException {
    FaultRule stall = stallEverythingFrom("/object", 5L * RANGE);
    start(known(ETAG));
    talk.watcher.awaitAssert(
        CoordinatorKit.PATIENCE,
        () -> {
          assertEquals("all but the last range", 5L * RANGE, recorded());
          return null;
        });
    talk.coordinator.tell(new DownloadCoordinator.Interrupt());
    assertTrue(talk.hears(DownloadUpdate.Ended.class).resumable());
    assertArrayEquals(damaged, Files.readAllBytes(talk.destination));
    stall.release();
    kit.server.faults().clear();
    kit.server.clearLog();
    talk.coordinator.tell(new DownloadCoordinator.Leave());
    talk.watcher.expectTerminated(talk.coordinator, CoordinatorKit.PATIENCE);
    talk.spawn();
    start(known(ETAG));
    assertEquals(0, result().bytesReused());
    assertTrue("sent " + sent(), sent() <= RANGE);
  }

  @Test
  public void throughALinkNothingIsTaken() throws IOException {
    Path elsewhere = kit.directory.resolve("elsewhere");
    Files.move(talk.destination, elsewhere);
    Files.createSymbolicLink(talk.destination, elsewhere);
    start(known(ETAG));
    assertEquals(0, talk.hears(DownloadUpdate.Finished.class).result().bytesReused());
    assertArrayEquals(damaged, Files.readAllBytes(elsewhere));
    assertTrue(Files.isRegularFile(talk.destination, java.nio.file.LinkOption.NOFOLLOW_LINKS));
  }
}
