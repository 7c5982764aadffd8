package io.tributary.benchmarks.api;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Many clients that submit one download after the other, as fast as they are answered; each under a
 * key, and again when there was no answer.
 */
final class Submits {
  private static final Pattern ID = Pattern.compile("\"id\":\"([^\"]+)\"");
  private static final int MOST_TRIES = 5;
  private static final int FIRST_FAILURE = 500;

  private final ApiConnection.NodeAddress node;
  private final String name;
  private final IntFunction<String> body;
  private final Latencies latencies = new Latencies();
  private final Set<String> ids = ConcurrentHashMap.newKeySet();
  private volatile String latest;
  private final AtomicInteger next = new AtomicInteger();

  /**
   * @param name of its keys
   * @param body of the n-th submit
   */
  Submits(ApiConnection.NodeAddress node, String name, IntFunction<String> body) {
    this.node = node;
    this.name = name;
    this.body = body;
  }

  /** Submits so many; returns when all are answered. */
  void run(int clients, int count) throws InterruptedException, IOException {
    ExecutorService threads = Executors.newFixedThreadPool(clients);
    try {
      Callable<Void> client = () -> client(count);
      List<Future<Void>> running = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        running.add(threads.submit(client));
      }
      for (Future<Void> one : running) {
        one.get();
      }
    } catch (ExecutionException e) {
      throw new IOException(e.getCause());
    } finally {
      threads.shutdownNow();
    }
  }

  private Void client(int count) {
    try (ApiConnection connection = new ApiConnection(node)) {
      for (int number = next.getAndIncrement(); number < count; number = next.getAndIncrement()) {
        submit(connection, number);
      }
    }
    return null;
  }

  private void submit(ApiConnection connection, int number) {
    String key = "Idempotency-Key: " + name + "-" + number + "\r\n";
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      long began = System.nanoTime();
      int status = Latencies.BROKEN;
      try {
        ApiConnection.Answer answer =
            connection.ask("POST", "/v1/downloads", key, body.apply(number));
        status = answer.status();
        Matcher id = ID.matcher(answer.body());
        if (status / 100 == 2 && id.find()) {
          ids.add(id.group(1));
          latest = id.group(1);
        }
      } catch (IOException broken) {
        connection.close();
      }
      latencies.add(status, System.nanoTime() - began);
      if (status != Latencies.BROKEN && status < FIRST_FAILURE) {
        return;
      }
    }
  }

  Latencies latencies() {
    return latencies;
  }

  /** Of those that were accepted, so far. */
  Set<String> ids() {
    return ids;
  }

  /** The latest of them; null while there is none. */
  String latest() {
    return latest;
  }
}
