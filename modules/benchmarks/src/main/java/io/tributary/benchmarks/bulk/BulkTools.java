package io.tributary.benchmarks.bulk;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** This program and those that it is compared with, 32 requests at a time each. */
final class BulkTools {
  private static final int REQUESTS_AT_A_TIME = 32;
  private static final String REQUESTS = "" + REQUESTS_AT_A_TIME;

  private BulkTools() {}

  static List<BulkTool> all(Path launcher, Path scratch) {
    return List.of(
        new BulkTool(
            "tributary",
            "`get --recursive --requests 32`: lists, checks, temporary names, journal",
            "scripts/build",
            List.of(launcher.toString(), "--version"),
            true,
            directory ->
                new CommandRunner(
                    "tributary",
                    true,
                    with(S3Origin.CREDENTIALS, "TRIBUTARY_CLASS_ARCHIVE", "existing"),
                    order -> tributary(launcher, order))),
        new BulkTool(
            "tributary-node",
            "the same as a job of a node that runs already and has brought such trees before;"
                + " from the request that submits it until it is completed",
            "scripts/build",
            List.of(launcher.toString(), "--version"),
            true,
            directory -> NodeRunner.start(launcher, directory, REQUESTS_AT_A_TIME)),
        tool(
            "curl",
            "`-Z --parallel-max 32`, told all URLs; no checks, no temporary names",
            false,
            Map.of(),
            BulkTools::curl),
        tool("aria2c", "`-i LIST -j 32`", false, Map.of(), BulkTools::aria2c),
        tool(
            "rclone",
            "`copy --transfers 32 --checkers 32`, HTTP remote, or S3",
            true,
            with(S3Origin.CREDENTIALS, "RCLONE_CONFIG", scratch.resolve("rclone.conf").toString()),
            BulkTools::rclone));
  }

  private static BulkTool tool(
      String name,
      String description,
      boolean speaksS3,
      Map<String, String> environment,
      Function<BulkTool.Order, List<String>> command) {
    return new BulkTool(
        name,
        description,
        "apt-get install " + name.replace("aria2c", "aria2"),
        List.of(name, "--version"),
        speaksS3,
        directory -> new CommandRunner(name, false, environment, command));
  }

  private static Map<String, String> with(Map<String, String> some, String name, String value) {
    Map<String, String> all = new HashMap<>(some);
    all.put(name, value);
    return all;
  }

  private static List<String> tributary(Path launcher, BulkTool.Order order) {
    List<String> command =
        new ArrayList<>(
            List.of(
                launcher.toString(),
                "get",
                "--quiet",
                "--recursive",
                "--requests",
                REQUESTS,
                "--durability",
                order.onDisk() ? "flush" : "fast",
                "--state-dir",
                order.scratch().resolve("state").toString()));
    order
        .endpoint()
        .ifPresent(url -> command.addAll(List.of("--endpoint", "" + url, "--addressing", "path")));
    command.addAll(List.of(order.source().toString(), order.directory().toString()));
    return command;
  }

  private static List<String> curl(BulkTool.Order order) {
    return List.of(
        "curl",
        "-q",
        "--silent",
        "--show-error",
        "--fail",
        "--parallel",
        "--parallel-max",
        REQUESTS,
        "--create-dirs",
        "--config",
        order.lists().curl().toString());
  }

  private static List<String> aria2c(BulkTool.Order order) {
    return List.of(
        "aria2c",
        "--no-conf",
        "--quiet",
        "--input-file=" + order.lists().aria2(),
        "-j",
        REQUESTS,
        "--file-allocation=none",
        "--allow-overwrite=true",
        "--auto-file-renaming=false",
        "-d",
        order.directory().toString());
  }

  private static List<String> rclone(BulkTool.Order order) {
    URI source = order.source();
    List<String> command =
        new ArrayList<>(List.of("rclone", "copy", "--quiet", "--transfers", REQUESTS));
    command.addAll(List.of("--checkers", REQUESTS));
    if (order.endpoint().isPresent()) {
      command.addAll(List.of("--s3-provider", "Other", "--s3-env-auth"));
      command.addAll(List.of("--s3-endpoint", order.endpoint().get().toString()));
      command.add(":s3:" + source.getHost());
    } else {
      command.addAll(List.of("--http-url", source.resolve("/").toString()));
      command.add(":http:" + source.getPath().substring(1));
    }
    command.add(order.directory().toString());
    return command;
  }

  /** Writes the lists, which is not what is measured. */
  static BulkTool.Lists lists(Path scratch, List<String> paths, URI source, Path directory)
      throws IOException {
    List<String> curl = new ArrayList<>();
    List<String> aria2 = new ArrayList<>();
    for (String path : paths) {
      curl.add("url=\"" + source.resolve(path) + "\"");
      curl.add("output=\"" + directory.resolve(path) + "\"");
      aria2.add(source.resolve(path).toString());
      aria2.add(" out=" + path);
    }
    Path forCurl = scratch.resolve("curl.cfg");
    Path forAria2 = scratch.resolve("aria2.txt");
    Files.write(forCurl, curl);
    Files.write(forAria2, aria2);
    return new BulkTool.Lists(forCurl, forAria2);
  }
}
