package io.tributary.benchmarks.api;

import io.tributary.benchmarks.serving.SingleNode;
import io.tributary.benchmarks.tool.LinuxProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** One run against one node: what is asked of it beside downloads at full speed. */
final class ApiRun {
  private static final int READERS = 10;
  private static final int READ_EVERY_MILLIS = 50;
  private static final int QUIET_SECONDS = 5;
  private static final int PRACTICE = 1000;
  private static final int PROBES = 20;
  private static final double MEGABYTE = 1e6;
  private static final double MEBIBYTE = 1 << 20;

  private final LinuxProcess process;
  private final ApiConnection.NodeAddress address;
  private final Path files;
  private final Sources sources;
  private final Load load;
  private final Sheet sheet = Sheet.empty();

  /**
   * How much is asked for.
   *
   * @param largeOnes how many of them at a time
   */
  record Load(int clients, int submits, int largeOnes) {}

  /**
   * URLs.
   *
   * @param large of an object whose download does not end soon
   */
  record Sources(String small, String large) {}

  /**
   * @param files where downloads go
   */
  ApiRun(SingleNode node, Path files, Sources sources, Load load) {
    this.process = new LinuxProcess(node.process().processId());
    this.address = new ApiConnection.NodeAddress(SingleNode.HOST, node.port(), SingleNode.TOKEN);
    this.files = files;
    this.sources = sources;
    this.load = load;
  }

  Sheet measure() throws IOException, InterruptedException {
    // Virtual machines compile what they run often.
    submit("practice", Math.min(PRACTICE, load.submits()));
    WholeList.awaitEnd(address);
    try (Listener listener = Listener.start(address)) {
      sheet
          .lags()
          .lags(
              "a submit, to the event with its first bytes",
              FirstProgress.measure(address, listener, sources.large(), files, PROBES));
    }
    try (Listener listener = Listener.start(address)) {
      long began = System.nanoTime();
      Submits submits = besideFullSpeed();
      WholeList.awaitEnd(address);
      sheet.result("seconds until all were completed", "%.1f", seconds(began));
      check(submits, listener);
    }
    return sheet;
  }

  private Submits submit(String name, int count) throws IOException, InterruptedException {
    Submits submits = new Submits(address, name, to(name));
    submits.run(load.clients(), count);
    return submits;
  }

  private IntFunction<String> to(String name) throws IOException {
    Path directory = Files.createDirectory(files.resolve(name));
    return number ->
        Orders.download(sources.small(), directory.resolve("file-" + number).toString());
  }

  private Submits besideFullSpeed() throws IOException, InterruptedException {
    try (FullSpeed large = FullSpeed.start(address, sources.large(), files, load.largeOnes())) {
      TimeUnit.SECONDS.sleep(2);
      large.mark();
      try (StatusReads reads = reads(oneOf(large.ids()))) {
        TimeUnit.SECONDS.sleep(QUIET_SECONDS);
        calls("status of a large download, before the submits", reads.latencies(), QUIET_SECONDS);
      }
      sheet.result("MB/s before the submits", "%.0f", large.bytesPerSecond() / MEGABYTE);
      return underLoad(large);
    }
  }

  private Submits underLoad(FullSpeed large) throws IOException, InterruptedException {
    Submits submits = new Submits(address, "load", to("load"));
    process.forgetPeak();
    double cpu = process.cpuSeconds();
    large.mark();
    long began = System.nanoTime();
    try (StatusReads ofLarge = reads(oneOf(large.ids()));
        StatusReads ofSmall = reads(submits::latest)) {
      submits.run(load.clients(), load.submits());
      double seconds = seconds(began);
      calls("submits of " + load.clients() + " clients", submits.latencies(), seconds);
      calls("meanwhile: status of a large download", ofLarge.latencies(), seconds);
      calls("meanwhile: status of what was submitted last", ofSmall.latencies(), seconds);
      sheet.result("MB/s meanwhile", "%.0f", large.bytesPerSecond() / MEGABYTE);
      sheet.result("large downloads that still went on then", large.active());
      double cores = (process.cpuSeconds() - cpu) / seconds;
      sheet.result("CPU of the node meanwhile, cores", "%.2f", cores);
    }
    return submits;
  }

  private void check(Submits submits, Listener listener) throws IOException {
    WholeList list = WholeList.read(address);
    Latencies ends = list.completionLags(submits.ids());
    sheet.lags().lags("a file's being there, to its row's being completed", ends);
    sheet.lags().lags("a row's change, to its event", listener.lags());
    int accepted = submits.ids().size();
    sheet.result("submitted", load.submits());
    sheet.result("accepted", accepted);
    sheet.result("completed", list.in("completed", submits.ids()));
    sheet.result("lost", load.submits() - accepted + list.missing(submits.ids()));
    sheet.result("submits answered with 5xx, or not at all", submits.latencies().failures());
    sheet.result("times that the listener was told to read the list", listener.stale());
    sheet.result("peak of the node, MiB", "%.0f", process.peakBytes() / MEBIBYTE);
  }

  private void calls(String what, Latencies latencies, double seconds) {
    sheet.calls().calls(what, latencies, seconds);
  }

  private StatusReads reads(Supplier<String> ids) {
    return StatusReads.start(address, READERS, READ_EVERY_MILLIS, ids);
  }

  private static Supplier<String> oneOf(List<String> ids) {
    return () -> ids.get(ThreadLocalRandom.current().nextInt(ids.size()));
  }

  private static double seconds(long beganNanos) {
    return (System.nanoTime() - beganNanos) / 1e9;
  }
}
