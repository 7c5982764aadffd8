package io.tributary.benchmarks.tool;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Libraries for Java that do the same, from Maven Central. */
final class Libraries {
  private static final String WORKERS = "io.tributary.benchmarks.worker.";
  private static final String HOW_TO_GET = "scripts/bench without --no-build";

  /** The virtual machine's own choice of heap and collector, as a user of a library has it. */
  private static final List<String> OPTIONS = List.of("-XX:-UsePerfData");

  private final String classpath;
  private final Path logs;

  /**
   * @param classpath of the benchmarks, as this process has it
   */
  Libraries(String classpath, Path logs) {
    this.classpath = classpath;
    this.logs = logs;
  }

  List<Tool> all() {
    return List.of(
        library(
            "oss-sdk",
            "aliyun-sdk-oss",
            "`downloadFile`, N tasks, parts of 8 MiB, no checkpoint; does not check certificates",
            "OssSdkWorker"),
        library(
            "aws-crt",
            "aws-crt",
            "`S3Client`, N connections, unsigned, writes the file itself",
            "CrtWorker"));
  }

  private Tool library(String name, String artifact, String description, String worker) {
    return new JavaTool(
        name,
        description,
        HOW_TO_GET,
        version(artifact, classpath).map(version -> artifact + " " + version),
        WORKERS + worker,
        OPTIONS,
        classpath,
        logs);
  }

  /** As the name of the jar has it. */
  static Optional<String> version(String artifact, String classpath) {
    Matcher jar = Pattern.compile("/" + artifact + "-(\\d[^/:]*)\\.jar").matcher(classpath);
    return jar.find() ? Optional.of(jar.group(1)) : Optional.empty();
  }
}
