package io.tributary.benchmarks.tool;

import io.tributary.benchmarks.worker.Worker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A {@link Worker} that stays up between the runs. */
final class WorkerRunner implements Runner {
  private static final Duration START = Duration.ofSeconds(90);
  private static final Duration END = Duration.ofSeconds(5);

  private final Process process;
  private final LinuxProcess figures;
  private final BufferedReader answers;
  private String broken;

  /**
   * Starts the process and waits until it is ready.
   *
   * @param log takes its standard error
   */
  WorkerRunner(List<String> command, Path log) throws IOException {
    process = new ProcessBuilder(command).redirectError(log.toFile()).start();
    figures = new LinuxProcess(process.pid());
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String first = "";
    try {
      first = answer(START);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!first.equals(Worker.READY)) {
      broken = "does not start: " + first;
      close();
    }
  }

  @Override
  public Outcome run(Transfer transfer) throws IOException, InterruptedException {
    if (broken != null) {
      return new Outcome.Failed(broken);
    }
    figures.forgetPeak();
    double cpuBefore = figures.cpuSeconds();
    long began = System.nanoTime();
    send(transfer);
    String answer = answer(transfer.deadline());
    double wallSeconds = (System.nanoTime() - began) / 1e9;
    if (!answer.equals(Worker.READY)) {
      return failed(answer);
    }
    double cpuSeconds = figures.cpuSeconds() - cpuBefore;
    return new Outcome.Done(wallSeconds, cpuSeconds, figures.peakBytes());
  }

  private Outcome failed(String answer) {
    if (answer.isEmpty() || answer.startsWith("not done")) {
      // What it still does would disturb those that come after.
      broken = answer.isEmpty() ? "the process has ended" : answer;
      close();
      return new Outcome.Failed(broken);
    }
    return new Outcome.Failed(answer);
  }

  private void send(Transfer transfer) throws IOException {
    OutputStream orders = process.getOutputStream();
    orders.write((transfer.order().line() + "\n").getBytes(StandardCharsets.UTF_8));
    orders.flush();
  }

  /** Empty when the process has ended. */
  private String answer(Duration deadline) throws InterruptedException {
    CompletableFuture<String> line =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                String read = answers.readLine();
                return read == null ? "" : read;
              } catch (IOException ended) {
                return "";
              }
            });
    try {
      return line.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return "not done after " + deadline.toSeconds() + " s";
    } catch (ExecutionException e) {
      return String.valueOf(e.getCause());
    }
  }

  @Override
  public boolean warmsUp() {
    return true;
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
