package io.tributary.storage.http;

import io.tributary.core.locator.Locator;
import java.net.URI;

/**
 * A bucket or a web server, and how each of its objects is spoken to. For any number of threads.
 */
public interface HttpPlace {

  /** Some URL in it, without secrets: where the first request goes. */
  URI start();

  boolean holds(Locator object);

  /**
   * Of an object that is in here; does not block. Fails with a TributaryException of kind USAGE for
   * an object that cannot be asked for.
   */
  HttpDialect dialect(Locator object);
}
