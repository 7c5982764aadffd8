package io.tributary.engine.download;

import static org.junit.Assert.assertEquals;

import akka.actor.testkit.typed.Effect;
import akka.actor.testkit.typed.javadsl.BehaviorTestKit;
import akka.actor.testkit.typed.javadsl.TestInbox;
import io.tributary.engine.lane.LaneReport;
import io.tributary.engine.placement.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** Who is answered while the coordinator waits, on a clock that the test sets. */
public final class LanePulseTest extends JUnitSuite {
  private static final NodeId NODE = new NodeId("10.0.0.1:1#1");
  private static final long RUN = 3;
  private static final long RANGE = 7;

  private final LaneLeases leases = new LaneLeases(true);
  private final List<Long> answered = new ArrayList<>();
  private final TestInbox<DownloadCoordinator.Command> coordinator = TestInbox.create();
  private final BehaviorTestKit<LaneReport> pulse =
      BehaviorTestKit.create(
          LanePulse.create(
              RUN,
              leases,
              () -> this.nowNanos,
              (node, lane, beatNanos) -> answered.add(beatNanos),
              coordinator.getRef()));
  private final Effect.TimerScheduled<?> timer =
      pulse.expectEffectClass(Effect.TimerScheduled.class);
  private long nowNanos = 1;

  private void begin() {
    leases.awake(nowNanos);
    leases.begin(0, NODE, nowNanos);
  }

  private void says(LaneReport report) {
    pulse.run(report);
    coordinator.expectMessage(new DownloadCoordinator.Lane(report));
  }

  private void passAwake(Duration time) {
    for (long end = nowNanos + time.toNanos(); nowNanos < end; ) {
      nowNanos += timer.delay().toNanos();
      timer.send().apply();
      pulse.runOne();
    }
  }

  @Test
  public void aLaneIsAnsweredWhileTheCoordinatorWaits() {
    begin();
    says(new LaneReport.Ready(RUN, 0, 5));
    leases.expect(0, RANGE, nowNanos);
    passAwake(Duration.ofSeconds(60));
    says(new LaneReport.Progress(RUN, 0, RANGE, 100, 6));
    says(new LaneReport.Progress(RUN, 0, RANGE + 1, 100, 7));
    says(new LaneReport.Ready(RUN + 1, 0, 8));
    assertEquals(List.of(5L, 6L), answered);
  }

  @Test
  public void aLaneThatTakesLongToOpenWhatItNeedsIsAnswered() {
    begin();
    passAwake(Duration.ofSeconds(60));
    says(new LaneReport.Ready(RUN, 0, 5));
    assertEquals(List.of(5L), answered);
  }

  @Test
  public void whenTheProcessStoodStillNobodyIsAnsweredAndTheCoordinatorHearsAll() {
    begin();
    says(new LaneReport.Ready(RUN, 0, 5));
    leases.expect(0, RANGE, nowNanos);
    nowNanos += Duration.ofSeconds(26).toNanos();
    says(new LaneReport.Progress(RUN, 0, RANGE, 100, 6));
    passAwake(Duration.ofSeconds(1));
    says(new LaneReport.Progress(RUN, 0, RANGE, 200, 7));
    assertEquals(List.of(5L), answered);
  }
}
