package io.tributary.engine.node;

/** Paths of this program's dispatchers in the configuration. */
public final class Dispatchers {
  /** Blocking work on files. */
  public static final String FILE = "tributary.file-dispatcher";

  /** Waiting for servers, and what follows at once from what they send. */
  public static final String CONNECTION = "tributary.connection-dispatcher";

  private Dispatchers() {}
}
