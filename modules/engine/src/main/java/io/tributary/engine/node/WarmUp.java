package io.tributary.engine.node;

import com.typesafe.config.ConfigFactory;

/**
 * Loads what the start of a node and its first request will need, on threads of its own: a program
 * that knows early that it will start a node does in that time what else it has to do. Calling it
 * twice, or without starting a node, wastes a little work and nothing else.
 */
public final class WarmUp {
  /** What the journal and the cluster's messages initialise, slowest first. */
  private static final String[] SLOW_CLASSES = {
    "slick.jdbc.SQLiteProfile$",
    "akka.persistence.jdbc.journal.JdbcAsyncWriteJournal",
    "com.fasterxml.jackson.databind.ObjectMapper"
  };

  private WarmUp() {}

  /** The configuration. Creates no logger. */
  public static void settings() {
    begin("tributary-warm-up-settings", ConfigFactory::load);
  }

  /** Classes of the journal's libraries. Logging must be set up before: they create loggers. */
  public static void libraries() {
    begin("tributary-warm-up-libraries", WarmUp::loadLibraries);
  }

  private static void begin(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
  }

  private static void loadLibraries() {
    for (String name : SLOW_CLASSES) {
      try {
        Class.forName(name);
      } catch (ClassNotFoundException | LinkageError e) {
        // The node's start meets the same, and reports it.
        return;
      }
    }
  }
}
