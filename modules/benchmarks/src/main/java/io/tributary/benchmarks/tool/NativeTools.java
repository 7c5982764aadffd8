package io.tributary.benchmarks.tool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The programs that others use, with the options of a user who wants speed. */
final class NativeTools {
  /** What aria2 allows for one host. */
  private static final int ARIA2_MOST_PER_HOST = 16;

  private final Path logs;

  NativeTools(Path logs) {
    this.logs = logs;
  }

  List<Tool> all() {
    return List.of(aria2c(), rclone(), axel(), curl());
  }

  private Tool aria2c() {
    return tool(
        "aria2c",
        "aria2",
        true,
        "`-xN -sN -k1M --file-allocation=none`, and a second before another try, without which it gives"
            + " up at the first 503; above 16 connections the origin is named under"
            + " several addresses, since aria2 has no more for one",
        Map.of(),
        NativeTools::aria2c);
  }

  private static List<String> aria2c(Transfer transfer) {
    int perHost = Math.min(ARIA2_MOST_PER_HOST, transfer.connections());
    List<String> command =
        new ArrayList<>(
            List.of(
                "aria2c",
                "--no-conf",
                "--quiet",
                "-x" + perHost,
                "-s" + transfer.connections(),
                "-k1M",
                "--file-allocation=none",
                "--max-tries=20",
                "--retry-wait=1",
                "--allow-overwrite=true",
                "--auto-file-renaming=false",
                "-d",
                transfer.destination().getParent().toString(),
                "-o",
                transfer.destination().getFileName().toString()));
    transfer.authority().ifPresent(file -> command.add("--ca-certificate=" + file));
    for (int host = 1; (host - 1) * ARIA2_MOST_PER_HOST < transfer.connections(); host++) {
      command.add(transfer.url().toString().replace("//127.0.0.1:", "//127.0.0." + host + ":"));
    }
    return command;
  }

  private Tool rclone() {
    return tool(
        "rclone",
        "rclone",
        true,
        "`copyto --multi-thread-streams N --multi-thread-cutoff 1M`, HTTP remote",
        Map.of("RCLONE_CONFIG", logs.resolve("rclone.conf").toString()),
        NativeTools::rclone);
  }

  private static List<String> rclone(Transfer transfer) {
    String url = transfer.url().toString();
    int name = url.lastIndexOf('/') + 1;
    List<String> command =
        new ArrayList<>(
            List.of(
                "rclone",
                "copyto",
                "--http-url",
                url.substring(0, name),
                "--multi-thread-streams",
                String.valueOf(transfer.connections()),
                "--multi-thread-cutoff",
                "1M",
                ":http:" + url.substring(name),
                transfer.destination().toString()));
    transfer.authority().ifPresent(file -> command.addAll(List.of("--ca-cert", file.toString())));
    return command;
  }

  private Tool axel() {
    return tool("axel", "axel", true, "`-n N`; `-k` with TLS", Map.of(), NativeTools::axel);
  }

  private static List<String> axel(Transfer transfer) {
    List<String> command =
        new ArrayList<>(List.of("axel", "-q", "-n", String.valueOf(transfer.connections())));
    if (transfer.authority().isPresent()) {
      command.add("-k");
    }
    command.addAll(List.of("-o", transfer.destination().toString(), transfer.url().toString()));
    return command;
  }

  private Tool curl() {
    return tool("curl", "curl", false, "one connection", Map.of(), NativeTools::curl);
  }

  private static List<String> curl(Transfer transfer) {
    List<String> command = new ArrayList<>(List.of("curl", "-q", "--silent", "--show-error"));
    command.addAll(List.of("--fail", "--output", transfer.destination().toString()));
    transfer.authority().ifPresent(file -> command.addAll(List.of("--cacert", file.toString())));
    command.add(transfer.url().toString());
    return command;
  }

  private CommandTool tool(
      String name,
      String aptPackage,
      boolean manyConnections,
      String description,
      Map<String, String> environment,
      Function<Transfer, List<String>> command) {
    return new CommandTool(
        name,
        manyConnections,
        false,
        description,
        "apt-get install " + aptPackage,
        List.of(name, "--version"),
        environment,
        logs,
        command);
  }
}
