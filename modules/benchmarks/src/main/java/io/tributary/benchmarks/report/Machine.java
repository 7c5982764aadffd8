package io.tributary.benchmarks.report;

import io.tributary.core.quantity.ByteSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was measured on; figures mean nothing without it. */
public record Machine(String processor, int cores, long memoryBytes, String kernel, String java) {
  private static final Pattern MODEL = Pattern.compile("(?m)^model name\\s*:\\s*(.+)$");
  private static final Pattern MEMORY = Pattern.compile("(?m)^MemTotal:\\s*(\\d+) kB$");

  /** This one. */
  public static Machine here() throws IOException {
    return of(
        Files.readString(Path.of("/proc/cpuinfo")),
        Files.readString(Path.of("/proc/meminfo")),
        Runtime.getRuntime().availableProcessors());
  }

  static Machine of(String cpuInfo, String memoryInfo, int cores) {
    Matcher model = MODEL.matcher(cpuInfo);
    Matcher memory = MEMORY.matcher(memoryInfo);
    return new Machine(
        model.find() ? model.group(1).strip() : System.getProperty("os.arch"),
        cores,
        memory.find() ? Long.parseLong(memory.group(1)) << 10 : 0,
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.vm.version"));
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
