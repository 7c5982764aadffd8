package io.tributary.benchmarks.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the machine's cores did since it started, all together.
 *
 * @param busySeconds with anything, waiting for disks aside
 */
record MachineTime(double busySeconds) {
  private static final double TICKS_PER_SECOND = 100;
  private static final int IDLE = 4;
  private static final int WAITING = 5;

  /** Guests' time is part of the user time before it. */
  private static final int FIELDS = 9;

  static MachineTime now() throws IOException {
    return of(Files.readString(Path.of("/proc/stat")));
  }

  static MachineTime of(String stat) {
    String[] fields = stat.lines().findFirst().orElseThrow().split(" +", -1);
    long ticks = 0;
    for (int i = 1; i < FIELDS; i++) {
      if (i != IDLE && i != WAITING) {
        ticks += Long.parseLong(fields[i]);
      }
    }
    return new MachineTime(ticks / TICKS_PER_SECOND);
  }
}
