package io.tributary.core.plan;

import java.time.Duration;

/**
 * How many lanes to run, from samples of the total throughput. It has no clock of its own: every
 * call says what time it is. Mutable, for one thread at a time.
 *
 * <p>By itself it starts modestly and adds lanes while that pays; when the next step did not pay it
 * takes it back and rarely tries again. When the service refuses more than a stray request, it
 * halves the lanes and comes back one by one. A number that the user chose is kept, save for
 * throttling.
 */
public final class LaneTuner {

  /** Lanes at the start: the vendor's default, and enough to see what more would bring. */
  public static final int FIRST_LANES = 4;

  /** Most lanes unless the user asks for more: servers and middleboxes frown on more. */
  public static final int MOST_AUTOMATIC_LANES = 16;

  /** Of several nodes each has this many at least, so that none waits between two ranges. */
  public static final int LEAST_LANES_PER_NODE = 2;

  /** Most lanes on each of several nodes unless the user asks for more. */
  public static final int MOST_LANES_PER_NODE = 4;

  /** A step pays when throughput grows by this factor. */
  public static final double WORTHWHILE_GROWTH = 1.10;

  /** After a change, connections open and windows grow: not measured. */
  public static final Duration SETTLE = Duration.ofSeconds(1);

  /** How long throughput is measured before the next decision. */
  public static final Duration WINDOW = Duration.ofSeconds(3);

  /** Rest after a step that did not pay. */
  public static final Duration REST = Duration.ofSeconds(60);

  /** The refusals that lanes get at the same moment count as one; what is a share is of so long. */
  public static final Duration THROTTLE_WINDOW = Duration.ofSeconds(2);

  /** A service that refuses less than this is not asking for fewer requests: one in four. */
  private static final int STRAY_SHARE = 4;

  private static final int LEAST_REFUSALS = 2;

  /** One lane comes back each time this has passed without throttling. */
  public static final Duration RECOVERY_STEP = Duration.ofSeconds(15);

  private final boolean automatic;

  /** Lanes that are wanted when nothing throttles. */
  private int goal;

  private int most = MOST_AUTOMATIC_LANES;

  /** Lanes that throttling allows; at least {@code goal} when it does not bind. */
  private int allowed = Integer.MAX_VALUE;

  private long windowSinceNanos;
  private int servedInWindow;
  private int refusedInWindow;

  private long throttledAtNanos;
  private long recoveredAtNanos;

  private boolean measuring;
  private int measuredLanes;
  private long windowStartNanos;
  private long windowStartBytes;
  private long restUntilNanos;
  private boolean resting;

  /** Throughput and lanes before the step under trial; no step when the lanes are zero. */
  private double previousBytesPerSecond;

  private int previousGoal;

  private LaneTuner(boolean automatic, int goal) {
    this.automatic = automatic;
    this.goal = goal;
  }

  /** Finds the number by itself, 1 to {@link #MOST_AUTOMATIC_LANES} on one node. */
  public static LaneTuner auto() {
    return new LaneTuner(true, FIRST_LANES);
  }

  /**
   * @param lanes 1 or more
   */
  public static LaneTuner fixed(int lanes) {
    if (lanes < 1) {
      throw new IllegalArgumentException("lanes must be 1 or more, not " + lanes);
    }
    return new LaneTuner(false, lanes);
  }

  /** The number of lanes to run now. */
  public int lanes() {
    return Math.min(goal, allowed);
  }

  /** The lanes are spread over so many nodes from now on; a number that was chosen stays. */
  public void spreadOver(int nodes) {
    if (!automatic || nodes <= 1) {
      return;
    }
    most = Math.max(MOST_AUTOMATIC_LANES, nodes * MOST_LANES_PER_NODE);
    int least = nodes * LEAST_LANES_PER_NODE;
    if (goal < least) {
      goal = least;
      previousGoal = 0;
    }
  }

  /**
   * Takes a sample, a few times a second, and returns the number of lanes to run.
   *
   * @param nowNanos of any clock that only goes forward, the same one in all calls
   * @param bytesDone taken from the network so far, all lanes together
   */
  public int sample(long nowNanos, long bytesDone) {
    recover(nowNanos);
    if (automatic && allowed >= goal) {
      measure(nowNanos, bytesDone);
    } else {
      measuring = false;
    }
    return lanes();
  }

  /** A request was served. */
  public void served(long nowNanos) {
    enterWindow(nowNanos);
    servedInWindow++;
  }

  /**
   * A request was refused for now (429, 503). A stray refusal costs its lane a pause; when they are
   * more, fewer lanes run.
   *
   * @return the number of lanes to run
   */
  public int throttled(long nowNanos) {
    enterWindow(nowNanos);
    refusedInWindow++;
    // What is under way was let in, too.
    int asked = servedInWindow + Math.max(lanes(), refusedInWindow);
    boolean stray = refusedInWindow < LEAST_REFUSALS || refusedInWindow * STRAY_SHARE <= asked;
    return stray ? lanes() : fewer(nowNanos);
  }

  private void enterWindow(long nowNanos) {
    boolean first = servedInWindow + refusedInWindow == 0;
    if (first || nowNanos - windowSinceNanos >= THROTTLE_WINDOW.toNanos()) {
      windowSinceNanos = nowNanos;
      servedInWindow = 0;
      refusedInWindow = 0;
    }
  }

  private int fewer(long nowNanos) {
    boolean again =
        allowed != Integer.MAX_VALUE && nowNanos - throttledAtNanos < THROTTLE_WINDOW.toNanos();
    recoveredAtNanos = nowNanos;
    if (!again) {
      throttledAtNanos = nowNanos;
      allowed = Math.max(1, lanes() / 2);
      previousGoal = 0;
      rest(nowNanos);
    }
    return lanes();
  }

  private void recover(long nowNanos) {
    if (allowed == Integer.MAX_VALUE || nowNanos - recoveredAtNanos < RECOVERY_STEP.toNanos()) {
      return;
    }
    recoveredAtNanos = nowNanos;
    allowed++;
    if (allowed >= goal) {
      allowed = Integer.MAX_VALUE;
    }
  }

  private void measure(long nowNanos, long bytesDone) {
    if (!measuring || measuredLanes != goal) {
      measuring = true;
      measuredLanes = goal;
      windowStartNanos = nowNanos + SETTLE.toNanos();
      windowStartBytes = -1;
    }
    if (nowNanos - windowStartNanos < 0) {
      return;
    }
    if (windowStartBytes < 0) {
      windowStartNanos = nowNanos;
      windowStartBytes = bytesDone;
    }
    long elapsedNanos = nowNanos - windowStartNanos;
    if (elapsedNanos >= WINDOW.toNanos()) {
      decide(nowNanos, (bytesDone - windowStartBytes) * 1e9 / elapsedNanos);
      windowStartNanos = nowNanos;
      windowStartBytes = bytesDone;
    }
  }

  private void decide(long nowNanos, double bytesPerSecond) {
    if (previousGoal > 0 && bytesPerSecond < previousBytesPerSecond * WORTHWHILE_GROWTH) {
      goal = previousGoal;
      previousGoal = 0;
      rest(nowNanos);
      return;
    }
    previousGoal = 0;
    if (resting && nowNanos - restUntilNanos < 0) {
      return;
    }
    resting = false;
    if (goal < most && bytesPerSecond > 0) {
      previousBytesPerSecond = bytesPerSecond;
      previousGoal = goal;
      goal = Math.min(most, goal + Math.max(1, goal / 2));
    }
  }

  private void rest(long nowNanos) {
    resting = true;
    restUntilNanos = nowNanos + REST.toNanos();
  }

  @Override
  public String toString() {
    return "LaneTuner[" + lanes() + (automatic ? ", auto]" : ", fixed]");
  }
}
