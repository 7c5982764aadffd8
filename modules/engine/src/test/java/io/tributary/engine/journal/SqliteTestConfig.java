package io.tributary.engine.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.engine.node.LocalNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The node's real journal settings over a fresh database, without its cluster. */
public final class SqliteTestConfig {
  private SqliteTestConfig() {}

  public static Config fresh() {
    try {
      Path directory =
          Files.createTempDirectory(Files.createDirectories(Path.of("target")), "journal");
      Config node =
          LocalNode.config(
              SqliteJournal.open(directory.resolve("journal.db")), ConfigFactory.load());
      return ConfigFactory.parseString(
              "akka.actor.provider = local\nakka.actor.typed.extensions = []")
          .withFallback(node);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
