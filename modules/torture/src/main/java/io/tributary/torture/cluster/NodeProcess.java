package io.tributary.torture.cluster;

import io.tributary.torture.campaign.Claim;
import io.tributary.torture.process.Ended;
import io.tributary.torture.process.ToolRun;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One node of the cluster: a process of its own at an address of its own, which is restarted. */
final class NodeProcess {
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final HttpClient http;
  private final Path directory;
  private final Path configuration;
  private final String origin;
  private ToolRun process;

  /**
   * @param directory for what the node says
   * @param origin scheme, host and port of its API
   */
  NodeProcess(HttpClient http, Path directory, Path configuration, String origin) {
    this.http = http;
    this.directory = directory;
    this.configuration = configuration;
    this.origin = origin;
  }

  String origin() {
    return origin;
  }

  boolean running() {
    return process != null && process.running();
  }

  void start() {
    if (!running()) {
      List<String> command =
          List.of(ToolRun.LAUNCHER, "node", "--config", configuration.toString());
      Map<String, String> environment = Map.of("HOME", directory.toString());
      process = ToolRun.start(directory, directory, environment, "", command);
    }
  }

  /** A node that ends while it starts has said why. */
  void awaitReady() {
    process.until(this::ready);
  }

  private boolean ready() {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(origin + "/ready")).timeout(PATIENCE).build();
    try {
      return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  void kill() {
    if (running()) {
      process.kill();
    }
  }

  /** Lets it leave in good order. */
  void stop() {
    if (running()) {
      process.signal("TERM");
      Ended ended = process.end();
      Claim.that(ended.exitCode() == 0, "a node that was asked to leave: " + ended);
    }
  }

  void freeze() {
    process.signal("STOP");
  }

  void thaw() {
    process.signal("CONT");
  }

  /** What it has said, for whoever looks for the reason of a loss. */
  void keepLog(Path file) throws IOException {
    if (process != null) {
      Files.writeString(file, process.errors());
    }
  }
}
