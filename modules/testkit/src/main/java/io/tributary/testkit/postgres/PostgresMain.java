package io.tributary.testkit.postgres;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/**
 * A PostgreSQL server for scripts: {@code PostgresMain DIRECTORY PORT}. Keeps its data in the
 * directory; prints its JDBC URL once it answers, and serves until it is killed.
 */
public final class PostgresMain {
  private PostgresMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    if (arguments.length != 2) {
      System.err.println("usage: PostgresMain DIRECTORY PORT");
      System.exit(2);
    }
    PostgresServer server =
        PostgresServer.start(Path.of(arguments[0]), Integer.parseInt(arguments[1]));
    Runtime.getRuntime().addShutdownHook(new Thread(server::close));
    System.out.println(server.url());
    System.out.flush();
    new CountDownLatch(1).await();
  }
}
