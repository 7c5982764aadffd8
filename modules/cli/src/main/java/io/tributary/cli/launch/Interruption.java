package io.tributary.cli.launch;

import io.tributary.core.failure.FailureKind;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * What SIGINT and SIGTERM do: the first asks the running command to stop in good order, a second
 * ends the process at once. Either way nothing that was recorded is lost.
 */
public final class Interruption {
  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile Runnable stop;

  /**
   * Begins to listen. Until a command says how it is stopped, the first signal ends the process.
   */
  public static Interruption listen() {
    Interruption interruption = new Interruption();
    List.of("INT", "TERM").forEach(name -> Signals.handle(name, interruption::signalled));
    return interruption;
  }

  /**
   * @param stop how the command is stopped; returns at once. Run immediately when a signal has
   *     come.
   */
  public void onFirstSignal(Runnable stop) {
    this.stop = stop;
    if (asked.get()) {
      stop.run();
    }
  }

  public boolean asked() {
    return asked.get();
  }

  private void signalled() {
    Runnable action = stop;
    boolean first = asked.compareAndSet(false, true);
    if (first && action != null) {
      action.run();
    } else {
      Runtime.getRuntime().halt(ExitCode.of(FailureKind.INTERRUPTED));
    }
  }
}
