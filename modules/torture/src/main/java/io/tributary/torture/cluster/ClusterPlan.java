package io.tributary.torture.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

/**
 * All that is random in a case, drawn before anything happens, so that the same seed gives the same
 * case whatever the machine makes of it.
 *
 * @param seconds that the download takes when nothing goes wrong
 * @param submitTo the node that is asked
 * @param home the node on whose own disk the file is to be; -1 for a directory that all share
 * @param blows in the order in which they come
 */
record ClusterPlan(long sizeBytes, int seconds, int submitTo, int home, List<PlannedBlow> blows) {
  static final int NODES = 3;

  /** Of every download; so many that each node has some, and no more can be had by killing. */
  static final int LANES = 6;

  private static final int LEAST_MIB = 8;
  private static final int MOST_MIB = 96;
  private static final int LEAST_SECONDS = 8;
  private static final int MOST_SECONDS = 15;
  private static final int LATEST_PERCENT = 95;
  private static final int ON_ONE_DISK_PERCENT = 25;
  private static final int SHORTLY_MILLIS = 500;

  static ClusterPlan draw(Random random) {
    List<Blow> blows = new ArrayList<>(List.of(draw(random, Blow.values())));
    // Most often one: then it is known what it costs. Now and then three.
    while (blows.size() < 3 && random.nextInt(10) < 4) {
      blows.add(draw(random, Blow.values()));
    }
    return with(random, blows);
  }

  /** The same with these blows. */
  static ClusterPlan with(Random random, List<Blow> blows) {
    long sizeBytes =
        ((long) (LEAST_MIB + random.nextInt(MOST_MIB - LEAST_MIB)) << 20) + random.nextInt(1 << 20);
    int seconds = LEAST_SECONDS + random.nextInt(MOST_SECONDS - LEAST_SECONDS + 1);
    int submitTo = random.nextInt(NODES);
    int home = random.nextInt(100) < ON_ONE_DISK_PERCENT ? random.nextInt(NODES) : -1;
    List<PlannedBlow> planned =
        blows.stream().map(blow -> plan(random, blow)).sorted(order()).toList();
    return new ClusterPlan(sizeBytes, seconds, submitTo, home, planned);
  }

  private static PlannedBlow plan(Random random, Blow blow) {
    return new PlannedBlow(
        blow, random.nextInt(LATEST_PERCENT), blow.drawMillis(random), random.nextInt(NODES));
  }

  private static Comparator<PlannedBlow> order() {
    return Comparator.comparingInt(PlannedBlow::atPercent);
  }

  private static Blow draw(Random random, Blow... choices) {
    return choices[random.nextInt(choices.length)];
  }

  boolean needsLinks() {
    return blows.stream().anyMatch(planned -> planned.blow().needsLinks());
  }

  /** What remains on a machine without links to cut. */
  ClusterPlan withoutLinks() {
    Stream<PlannedBlow> left = blows.stream().filter(planned -> !planned.blow().needsLinks());
    return new ClusterPlan(sizeBytes, seconds, submitTo, home, left.toList());
  }

  /**
   * The same, with all that happens at one moment of a download that takes its time: one blow after
   * the other, though whoever strikes may be slow, and only the last stays bad for as long as
   * drawn.
   */
  ClusterPlan allAt(int percent, int longerSeconds) {
    List<PlannedBlow> all = new ArrayList<>();
    for (PlannedBlow planned : blows) {
      boolean last = all.size() == blows.size() - 1;
      int millis = last ? planned.millis() : Math.min(planned.millis(), SHORTLY_MILLIS);
      all.add(new PlannedBlow(planned.blow(), percent, millis, planned.pick()));
    }
    return new ClusterPlan(sizeBytes, longerSeconds, submitTo, home, List.copyOf(all));
  }

  long bytesPerSecond() {
    return sizeBytes / seconds;
  }
}
