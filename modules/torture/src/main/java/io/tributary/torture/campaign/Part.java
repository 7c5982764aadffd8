package io.tributary.torture.campaign;

import java.io.IOException;
import java.util.Optional;

/** One way to torture the program; cases of it may run side by side. */
public interface Part extends AutoCloseable {

  /** As in {@code --parts}. */
  String name();

  /** Its share of the time, compared with the other parts'. */
  int weight();

  /** Why it cannot be run on this machine; empty when it can. */
  Optional<String> obstacle();

  /**
   * Runs one case.
   *
   * @throws AssertionError when the program broke a promise
   */
  void run(Trial trial) throws Exception;

  /** Gives back what cases share, when no case is under way any more. May be run again after it. */
  @Override
  default void close() throws IOException {}
}
