package io.tributary.engine.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.testkit.postgres.PostgresServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Empty databases of one PostgreSQL server that the tests of this process share. */
public final class PostgresDatabases {
  private static final AtomicInteger MADE = new AtomicInteger();
  private static PostgresServer shared;

  private PostgresDatabases() {}

  /** The shared server; ends with this process. */
  public static synchronized PostgresServer server() {
    if (shared == null) {
      shared = PostgresServer.start();
      Runtime.getRuntime().addShutdownHook(new Thread(shared::close));
    }
    return shared;
  }

  /** The name of a new, empty database. */
  public static String fresh() {
    String name = "test_" + MADE.incrementAndGet();
    try {
      server().createDatabase(name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return name;
  }

  /** A node's settings for a database, with its password in a file. */
  public static Config settings(String url) {
    try {
      Path password = Files.createTempFile("tributary-password", "");
      password.toFile().deleteOnExit();
      Files.writeString(password, PostgresServer.PASSWORD + "\n");
      return ConfigFactory.parseMap(
              Map.of(
                  PostgresSettings.PATH + ".url",
                  url,
                  PostgresSettings.PATH + ".user",
                  PostgresServer.USER,
                  PostgresSettings.PATH + ".password-file",
                  password.toString()))
          .withFallback(ConfigFactory.load());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All settings of a one-node cluster whose journal is there; opens it. */
  public static Config node(Config settings) {
    return PostgresJournal.open(settings, waiting -> {})
        .config()
        .withFallback(
            settings
                .getConfig("tributary.local-node")
                .withoutPath("start-timeout")
                .withoutPath("stop-timeout"))
        .withFallback(settings);
  }

  /** The same without the cluster, on a new database. */
  public static Config journalAlone() {
    return ConfigFactory.parseString(
            "akka.actor.provider = local\nakka.actor.typed.extensions = []")
        .withFallback(node(settings(server().url(fresh()))));
  }
}
