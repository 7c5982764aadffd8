package io.tributary.torture.campaign;

import java.util.Optional;

/** One way to torture the program; cases of it may run side by side. */
public interface Part {

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
}
