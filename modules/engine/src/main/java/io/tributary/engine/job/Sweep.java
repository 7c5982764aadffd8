package io.tributary.engine.job;

import io.tributary.core.failure.TributaryException;
import io.tributary.storage.file.FileDestination;
import io.tributary.storage.file.LocalTree;
import io.tributary.storage.tree.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes what runs that nobody goes on with have left in the directory of a job. Blocks. */
final class Sweep {
  private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

  private final Path root;
  private boolean clean = true;

  private Sweep(Path root) {
    this.root = root;
  }

  /** Returns whether all of it is gone. */
  static boolean of(Path root, List<Leftover> leftovers) {
    Sweep sweep = new Sweep(root);
    leftovers.forEach(sweep::remove);
    return sweep.clean;
  }

  private void remove(Leftover leftover) {
    if (!leftover.names().receipt().isEmpty()) {
      Path receipt = Path.of(leftover.receipt());
      delete(receipt.resolveSibling(FileDestination.twin(leftover.names().receipt())));
      delete(receipt.resolveSibling(leftover.names().receipt()));
    }
    if (!leftover.names().seed().isEmpty() && Files.isDirectory(root)) {
      removeTemporaries(leftover);
    }
    // Last: a crash before this has it all done again.
    if (!leftover.names().marker().isEmpty()) {
      delete(root.resolve(leftover.names().marker()));
    }
  }

  private void removeTemporaries(Leftover leftover) {
    FileTree tree = LocalTree.of(root);
    for (Item item : leftover.small()) {
      List<String> suffixes =
          TemporarySuffix.ofEpochs(leftover.names().seed(), leftover.epoch(), item.path());
      try {
        suffixes.forEach(suffix -> tree.abandon(item.keyPath(), suffix));
      } catch (TributaryException e) {
        notRemoved(item.path(), e);
      }
    }
  }

  private void delete(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      notRemoved(file.toString(), e);
    }
  }

  private void notRemoved(String what, Exception cause) {
    clean = false;
    LOG.warn("What an earlier run of a job has left stays behind: {}", what, cause);
  }
}
