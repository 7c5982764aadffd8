package io.tributary.engine.history;

/** Hears of downloads that have ended, and of how. */
public interface RunListener {

  /** How many lines it wants to have of one, at least 2. */
  int mostLines();

  /**
   * A download has ended, well or not. Called on a thread of the history, which must not be held
   * up; by the one node that keeps it. More than once where a transaction is repeated; not at all
   * where that node is lost at this moment.
   */
  void ended(FinishedRun run);
}
