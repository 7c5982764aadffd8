package io.tributary.testkit;

import io.tributary.testkit.fault.WirePlan;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Performs the steps of a plan when their offset is reached. */
final class StepRunner {
  private static final long STALL_LOOK_MILLIS = 20;

  private final Wire wire;
  private final CountDownLatch serverClosed;
  private final Deque<WirePlan.Step> steps;

  StepRunner(Wire wire, WirePlan plan, CountDownLatch serverClosed) {
    this.wire = wire;
    this.serverClosed = serverClosed;
    this.steps = new ArrayDeque<>(plan.steps());
  }

  /** Offset of the next step, {@code Long.MAX_VALUE} when there is none. */
  long nextOffset() {
    return steps.isEmpty() ? Long.MAX_VALUE : steps.getFirst().atBodyByte();
  }

  /** False when a step ended the connection. */
  boolean runUpTo(long bodyByte) throws IOException {
    while (nextOffset() <= bodyByte) {
      if (!run(steps.removeFirst().action())) {
        return false;
      }
    }
    return true;
  }

  private boolean run(WirePlan.Action action) throws IOException {
    if (action instanceof WirePlan.Run run) {
      run.action().run();
      return true;
    }
    if (action instanceof WirePlan.Stall stall) {
      return stall(stall.released());
    }
    if (action instanceof WirePlan.Reset) {
      wire.reset();
    } else if (action instanceof WirePlan.Cut) {
      wire.cut();
    } else {
      wire.close();
    }
    return false;
  }

  private boolean stall(CountDownLatch released) {
    while (released.getCount() > 0 && serverClosed.getCount() > 0) {
      if (Thread.currentThread().isInterrupted()) {
        return false;
      }
      Waiting.on(released, STALL_LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
    return serverClosed.getCount() > 0;
  }
}
