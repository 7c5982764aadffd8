package io.tributary.benchmarks.tool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * One program in two lives.
 *
 * @param warmTool empty when it is of interest only from its start on
 */
record Program(Optional<Tool> warmTool, Tool coldTool) implements Tool {
  @Override
  public String name() {
    return coldTool.name();
  }

  @Override
  public boolean manyConnections() {
    return coldTool.manyConnections();
  }

  @Override
  public Optional<String> version() {
    return coldTool.version();
  }

  @Override
  public String howToGet() {
    return coldTool.howToGet();
  }

  @Override
  public String description() {
    String cold = coldTool.description();
    return warmTool.map(warm -> "warm: " + warm.description() + "; cold: " + cold).orElse(cold);
  }

  @Override
  public Runner start(boolean warm, Path scratch) throws IOException {
    return (warm ? warmTool.orElseThrow() : coldTool).start(warm, scratch);
  }

  @Override
  public boolean runs(boolean warm) {
    return !warm || warmTool.isPresent();
  }
}
