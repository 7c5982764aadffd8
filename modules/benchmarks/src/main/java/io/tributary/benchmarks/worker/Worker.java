package io.tributary.benchmarks.worker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;

/**
 * A process that fetches what its standard input asks for, one line an {@link Order}, until there
 * is no more; or the one order that its arguments are. Each is answered with {@link #READY}, or
 * with what went wrong.
 */
public final class Worker {
  /** The answer to an order that was carried out; also said once before the first one. */
  public static final String READY = "ready";

  private final Fetch fetch;
  private final PrintStream answers;

  /** Fetches one object with the library that is measured. */
  interface Fetch {
    void run(Order order) throws Exception;
  }

  private Worker(Fetch fetch, PrintStream answers) {
    this.fetch = fetch;
    this.answers = answers;
  }

  /** Gets ready what is needed for all objects. */
  interface Start {
    Fetch run() throws Exception;
  }

  /** Ends the process: libraries leave threads behind, also when they do not start. */
  static void main(String[] arguments, Start start) {
    PrintStream answers = System.out;
    // What a library prints must not be taken for an answer.
    System.setOut(System.err);
    boolean right = false;
    try {
      Worker worker = new Worker(start.run(), answers);
      right = arguments.length > 0 ? worker.once(arguments[0]) : worker.serve();
    } catch (Exception | LinkageError e) {
      e.printStackTrace();
      answers.println(e);
    } finally {
      Runtime.getRuntime().halt(right ? 0 : 1);
    }
  }

  private boolean serve() throws IOException {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    answers.println(READY);
    for (String line = orders.readLine(); line != null; line = orders.readLine()) {
      once(line);
    }
    return true;
  }

  private boolean once(String line) {
    try {
      Order order = Order.parse(line);
      fetch.run(order);
      answers.println(READY);
      return true;
    } catch (Exception e) {
      e.printStackTrace();
      answers.println(String.valueOf(e).lines().findFirst().orElse(""));
      return false;
    }
  }

  /** For libraries that leave a file's bytes to the operating system. */
  static void sync(Order order) throws IOException {
    if (order.synced()) {
      try (FileChannel file = FileChannel.open(order.destination(), StandardOpenOption.WRITE)) {
        file.force(false);
      }
    }
  }
}
