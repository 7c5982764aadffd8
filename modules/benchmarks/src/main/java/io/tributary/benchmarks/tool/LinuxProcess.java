package io.tributary.benchmarks.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel knows of a process that runs: proc(5). */
public final class LinuxProcess {
  /** USER_HZ, which is the same on every Linux that Java runs on. */
  private static final double TICKS_PER_SECOND = 100;

  /** Fields of /proc/PID/stat behind the name, which may hold spaces itself: utime to cstime. */
  private static final int USER_TIME = 11;

  private static final int TIMES = 4;

  /** What clears the peak of the resident size. */
  private static final String PEAK = "5";

  private final Path directory;

  public LinuxProcess(long id) {
    this.directory = Path.of("/proc", String.valueOf(id));
  }

  /** User and system time of the process and of its children that have ended. */
  public double cpuSeconds() throws IOException {
    return cpuSeconds(Files.readString(directory.resolve("stat")));
  }

  static double cpuSeconds(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).strip().split(" ", -1);
    long ticks = 0;
    for (int i = 0; i < TIMES; i++) {
      ticks += Long.parseLong(fields[USER_TIME + i]);
    }
    return ticks / TICKS_PER_SECOND;
  }

  /** The largest resident size since the start, or since {@link #forgetPeak}. */
  public long peakBytes() throws IOException {
    return peakBytes(Files.readString(directory.resolve("status")));
  }

  static long peakBytes(String status) {
    String line =
        status.lines().filter(l -> l.startsWith("VmHWM:")).findFirst().orElse("VmHWM: 0 kB");
    return Long.parseLong(line.replaceAll("\\D", "")) << 10;
  }

  public void forgetPeak() throws IOException {
    Files.writeString(directory.resolve("clear_refs"), PEAK);
  }
}
