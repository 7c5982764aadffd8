package io.tributary.engine.node;

import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityRef;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Prints how long a process takes from the JVM's start to its first persisted event, and to stop.
 * Arguments: the database file.
 */
public final class FirstEventBenchmark {
  private FirstEventBenchmark() {}

  public static void main(String[] arguments) {
    report("main");
    LocalNode node = LocalNode.start(Path.of(arguments[0]));
    report("node up");
    ClusterSharding sharding = ClusterSharding.get(node.system());
    sharding.init(Entity.of(Note.KEY, context -> Note.create(context.getEntityId())));
    EntityRef<Note.Command> note = sharding.entityRefFor(Note.KEY, "one");
    note.<akka.Done>ask(replyTo -> new Note.Add("hello", replyTo), Duration.ofSeconds(20))
        .toCompletableFuture()
        .join();
    report("first event");
    node.close();
    report("stopped");
  }

  private static void report(String step) {
    long startMillis = ManagementFactory.getRuntimeMXBean().getStartTime();
    System.out.printf("%-12s %5d ms%n", step, System.currentTimeMillis() - startMillis);
  }
}
