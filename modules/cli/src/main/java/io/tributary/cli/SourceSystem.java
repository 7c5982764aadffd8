package io.tributary.cli;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.cli.option.SourceArguments;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.Sources;

/** An actor system that only reads: no cluster, no journal. */
final class SourceSystem implements AutoCloseable {
  private static final Config CONFIG =
      ConfigFactory.parseString(
          """
          akka.loglevel = WARNING
          akka.stdout-loglevel = OFF
          akka.use-slf4j = on
          akka.log-dead-letters = off
          akka.log-dead-letters-during-shutdown = off
          akka.jvm-exit-on-fatal-error = off
          akka.jvm-shutdown-hooks = off
          akka.coordinated-shutdown.run-by-jvm-shutdown-hook = off
          """);

  private final ActorSystem<Void> system =
      ActorSystem.create(Behaviors.empty(), "tributary", CONFIG.withFallback(ConfigFactory.load()));

  ActorSystem<Void> system() {
    return system;
  }

  ObjectSource open(ParsedLocator source, SourceArguments arguments) {
    return Sources.open(source.locator(), arguments.options(), arguments.secrets(source), system);
  }

  @Override
  public void close() {
    system.terminate();
  }
}
