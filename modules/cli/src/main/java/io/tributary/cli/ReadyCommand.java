package io.tributary.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.cli.launch.ExitCode;
import io.tributary.cli.option.ProgramArguments;
import io.tributary.cli.option.WaitArgument;
import io.tributary.cli.remote.ServerArguments;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.client.http.ControlClient;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tributary ready}: for probes, and for who restarts one node after the other. */
@Command(
    name = "ready",
    description = {
      "Whether a node is a member of its cluster and answers.",
      "Says nothing and ends with exit code 0 when it is. No token is needed."
    },
    footer = {"", "Examples:", "  tributary ready --server http://10.0.0.2:8420 --wait 2m"})
final class ReadyCommand implements Callable<Integer> {
  private static final Duration PAUSE = Duration.ofMillis(500);

  @Mixin ServerArguments server;
  @Mixin WaitArgument wait;
  @Mixin ProgramArguments program;

  @Override
  public Integer call() throws InterruptedException {
    ControlClient client = server.clientWithoutToken();
    long endNanos = System.nanoTime() + wait.patience().toNanos();
    while (true) {
      try {
        requireReady(client);
        return ExitCode.DONE;
      } catch (TributaryException e) {
        boolean passing = e.kind() == FailureKind.NETWORK;
        if (!passing || System.nanoTime() - endNanos >= 0) {
          throw e;
        }
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
    }
  }

  private void requireReady(ControlClient client) {
    ControlClient.Answer answer = client.ask("GET", "/ready", "");
    if (answer.status() == HttpURLConnection.HTTP_OK) {
      return;
    }
    JsonNode status = answer.body().path("status");
    throw new Failure(
            FailureKind.NETWORK,
            "use",
            "the node",
            "it is not ready" + (status.isTextual() ? ": it is " + status.asText() : ""),
            "wait until it is a member of its cluster, see --wait")
        .asException();
  }
}
