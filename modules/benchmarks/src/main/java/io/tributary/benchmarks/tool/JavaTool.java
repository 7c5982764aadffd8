package io.tributary.benchmarks.tool;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A library for Java: warm in a {@link io.tributary.benchmarks.worker.Worker} that stays up, cold
 * in one per object.
 *
 * @param libraryVersion empty when the library is not there
 * @param options of the virtual machine
 */
record JavaTool(
    String name,
    String description,
    String howToGet,
    Optional<String> libraryVersion,
    String worker,
    List<String> options,
    String classpath,
    Path logs)
    implements Tool {

  @Override
  public boolean manyConnections() {
    return true;
  }

  @Override
  public Optional<String> version() {
    return libraryVersion;
  }

  @Override
  public Runner start(boolean warm, Path scratch) throws IOException {
    Path own = Files.createTempDirectory(scratch, name);
    return warm ? new WorkerRunner(command(own), logs.resolve(name + ".log")) : new Anew(own);
  }

  private List<String> command(Path scratch) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(List.of("-Dbench.scratch=" + scratch, "-cp", classpath, worker));
    return command;
  }

  private final class Anew implements Runner {
    private final Path scratch;

    private Anew(Path scratch) {
      this.scratch = scratch;
    }

    @Override
    public Outcome run(Transfer transfer) throws IOException, InterruptedException {
      List<String> command = command(scratch);
      command.add(transfer.order().line());
      // The worker syncs by itself, as it does when it stays up.
      return new MeasuredProcess(logs).run(name, command, Map.of(), transfer.unsynced());
    }

    @Override
    public boolean warmsUp() {
      return false;
    }

    @Override
    public void close() {}
  }
}
