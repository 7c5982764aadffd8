package io.tributary.cli.progress;

/**
 * Shows something under way on standard error. Calls come from one thread at a time, as often as
 * the engine likes; a view decides itself how often it draws.
 *
 * @param <P> a look at it
 */
public interface ProgressView<P> extends AutoCloseable {

  void update(P progress);

  /** Leaves the cursor at the start of a free line. Idempotent. */
  @Override
  void close();

  /** Shows nothing. */
  static <P> ProgressView<P> none() {
    return new ProgressView<>() {
      @Override
      public void update(P progress) {}

      @Override
      public void close() {}
    };
  }
}
