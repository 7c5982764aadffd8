package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.FishingOutcomes;
import akka.persistence.testkit.JournalOperation;
import akka.persistence.testkit.WriteEvents;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.DownloadFixture;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.FaultRule;
import java.time.Duration;
import java.util.List;
import org.junit.Test;
import scala.jdk.javaapi.CollectionConverters;

/** A journal that cannot be read, or written. */
public final class FailingJournalTest extends CoordinatorSuite {
  /** Takes half a minute: that long a journal may be out of order. */
  @Test
  public void aJournalThatStaysUnreadableIsNotReadForEver() throws Exception {
    String id = DownloadId.of("", kit.directory.resolve("unreadable").toString());
    kit.journal.failNextNReads("Download|" + id, 1 + DownloadCoordinator.MOST_RESTARTS);
    CoordinatorKit.Talk talk = kit.talk("unreadable");
    talk.watcher.expectTerminated(talk.coordinator, CoordinatorKit.PATIENCE.multipliedBy(2));
  }

  @Test
  public void aJournalThatFailsWhileItFetchesDoesNotHoldItUpForEver() throws Exception {
    Content content = Content.synthetic(6, 12 * MIB);
    kit.server.put("/failing", content);
    FaultRule stall = stallEverythingFrom("/failing", 9 * MIB);
    CoordinatorKit.Talk talk = kit.talk("failing");
    talk.start("/failing", FOUR_MIB_PARTS);
    talk.hears(DownloadUpdate.Accepted.class);
    talk.awaitEvent(DownloadEvent.Identified.class);
    kit.journal.failNextPersisted(talk.persistenceId());
    stall.release();
    // What the watcher does when it hears nothing.
    talk.watcher.awaitAssert(
        CoordinatorKit.PATIENCE,
        Duration.ofMillis(500),
        () -> {
          if (!talk.eventNames().contains("Completed")) {
            talk.start("/failing", FOUR_MIB_PARTS);
          }
          return talk.event(DownloadEvent.Completed.class);
        });
    assertTrue(DownloadFixture.holds(talk.destination, content));
    assertEquals(List.of("failing"), kit.left());
  }

  @Test
  public void aJournalThatFailsAgainAndAgainEndsTheRunAndSaysSo() throws Exception {
    kit.server.put("/trouble", Content.synthetic(6, 12 * MIB));
    FaultRule stall = stallEverythingFrom("/trouble", 9 * MIB);
    CoordinatorKit.Talk talk = kit.talk("trouble");
    talk.start("/trouble", FOUR_MIB_PARTS);
    talk.hears(DownloadUpdate.Accepted.class);
    talk.awaitEvent(DownloadEvent.RangesWritten.class);
    // Requests are recorded, and then nothing more: as when every other write fails.
    kit.journal.failNextNOpsCond((id, operation) -> isWriteOfProgress(operation), 1000);
    stall.release();
    // What the watcher does when it hears nothing.
    List<DownloadUpdate> heard =
        talk.watcher.awaitAssert(
            CoordinatorKit.PATIENCE,
            () -> {
              talk.start("/trouble", FOUR_MIB_PARTS);
              return talk.watcher.fishForMessage(
                  Duration.ofSeconds(1),
                  update ->
                      update instanceof DownloadUpdate.Ended
                          ? FishingOutcomes.complete()
                          : FishingOutcomes.continueAndIgnore());
            });
    kit.journal.resetPolicy();
    DownloadUpdate.Ended ended = (DownloadUpdate.Ended) heard.get(0);
    assertEquals(FailureKind.STATE_UNUSABLE, ended.failure().kind());
    assertTrue("what is on disk is kept", ended.resumable());
  }

  private static boolean isWriteOfProgress(JournalOperation operation) {
    return operation instanceof WriteEvents write
        && CollectionConverters.asJava(write.batch()).stream()
            .noneMatch(DownloadEvent.Requested.class::isInstance);
  }

  @Test
  public void nothingIsPromisedBeforeTheJournalAnswers() {
    kit.server.put("/promise", Content.synthetic(7, MIB));
    CoordinatorKit.Talk talk = kit.talk("promise");
    kit.journal.failNextPersisted(talk.persistenceId());
    talk.start("/promise");
    talk.watcher.expectNoMessage(Duration.ofSeconds(1));
    talk.start("/promise");
    assertFalse(talk.hears(DownloadUpdate.Accepted.class).attached());
    talk.hears(DownloadUpdate.Finished.class);
  }
}
