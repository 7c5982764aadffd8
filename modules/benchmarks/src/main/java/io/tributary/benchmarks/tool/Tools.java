package io.tributary.benchmarks.tool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** All tools that are compared. */
public final class Tools {
  private Tools() {}

  /** Whether it is this program; the others are what it is compared with. */
  public static boolean isOurs(String name) {
    return name.startsWith(Tributary.NAME);
  }

  /**
   * @param distribution this program's, with bin/ and lib/
   * @param classes of the benchmarks
   * @param logs a directory for what tools print
   * @param javaOptions further options for this program's virtual machine
   */
  public static List<Tool> all(
      Path distribution, Path classes, Path logs, List<String> javaOptions) {
    List<Tool> tools =
        new ArrayList<>(new Tributary(distribution, classes, logs, javaOptions).all());
    tools.addAll(new NativeTools(logs).all());
    tools.addAll(new Libraries(System.getProperty("java.class.path"), logs).all());
    return tools;
  }
}
