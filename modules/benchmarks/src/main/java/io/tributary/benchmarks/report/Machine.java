package io.tributary.benchmarks.report;

import io.tributary.core.quantity.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was measured on; figures mean nothing without it. */
public record Machine(String processor, int cores, long memoryBytes, String kernel, String java) {
  /** Without what a distributor has added. */
  private static String release(String version) {
    return version.split("[^0-9.]", 2)[0];
  }

  private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$");
  private static final Path MEMORY = Path.of("/proc/meminfo");

  /** This one. */
  public static Machine here() throws IOException {
    return of(
        Files.readString(Path.of("/proc/cpuinfo")),
        Files.readString(MEMORY),
        Runtime.getRuntime().availableProcessors());
  }

  static Machine of(String cpuInfo, String memoryInfo, int cores) {
    Matcher model = MODEL.matcher(cpuInfo);
    return new Machine(
        model.find() ? model.group(1).strip() : System.getProperty("os.arch"),
        cores,
        bytes("MemTotal", memoryInfo),
        System.getProperty("os.name") + " " + release(System.getProperty("os.version")),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
  }

  /** Main memory that programs and files in memory can still have. */
  public static long availableBytes() throws IOException {
    return bytes("MemAvailable", Files.readString(MEMORY));
  }

  /** 0 when the kernel does not tell. */
  private static long bytes(String name, String memoryInfo) {
    Matcher line = Pattern.compile("(?m)^" + name + ":\\s*(\\d+) kB$").matcher(memoryInfo);
    return line.find() ? Long.parseLong(line.group(1)) << 10 : 0;
  }

  /** In one line. */
  public String text() {
    return String.join(
        ", ",
        processor,
        cores + " cores",
        ByteSize.format(memoryBytes) + " of memory",
        kernel,
        java);
  }
}
