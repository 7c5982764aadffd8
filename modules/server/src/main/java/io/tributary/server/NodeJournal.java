package io.tributary.server;

import com.typesafe.config.Config;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.journal.PostgresJournal;
import io.tributary.engine.journal.SqliteJournal;
import io.tributary.engine.journal.StateClaim;
import io.tributary.engine.journal.StateDirectory;
import io.tributary.server.settings.NodeSettings;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * The database of a node, ready to be used.
 *
 * @param config what the actor system needs to know of it
 * @param claimOrNull keeps other nodes out of the data directory
 */
record NodeJournal(Config config, StateClaim claimOrNull) implements AutoCloseable {
  private static final String FILE = "node.sqlite";

  /**
   * Opens it; blocks.
   *
   * @throws TributaryException STATE_UNUSABLE when it cannot be used, DESTINATION_BUSY when another
   *     node uses the data directory
   */
  static NodeJournal open(NodeSettings settings, Consumer<String> waiting) {
    return switch (settings.journal().kind()) {
      case SQLITE -> sqlite(settings.journal().directory(), waiting);
      case POSTGRESQL -> postgresql(settings, waiting);
    };
  }

  private static NodeJournal sqlite(Path path, Consumer<String> waiting) {
    StateDirectory directory = StateDirectory.open(path);
    Path file = directory.path().resolve(FILE);
    StateClaim claim = claim(directory, file);
    try {
      SqliteJournal journal = SqliteJournal.open(file);
      journal.notice().ifPresent(waiting);
      return new NodeJournal(journal.config(), claim);
    } catch (RuntimeException e) {
      claim.close();
      throw e;
    }
  }

  private static StateClaim claim(StateDirectory directory, Path file) {
    try {
      return directory.claim(file);
    } catch (TributaryException e) {
      if (e.kind() != FailureKind.DESTINATION_BUSY) {
        throw e;
      }
      throw new Failure(
              FailureKind.DESTINATION_BUSY,
              "use the data directory",
              directory.path().toString(),
              "another node uses it",
              "stop it, or set another tributary.node.data-directory")
          .asException(e);
    }
  }

  private static NodeJournal postgresql(NodeSettings settings, Consumer<String> waiting) {
    return new NodeJournal(PostgresJournal.open(settings.config(), waiting).config(), null);
  }

  @Override
  public void close() {
    if (claimOrNull != null) {
      claimOrNull.close();
    }
  }
}
