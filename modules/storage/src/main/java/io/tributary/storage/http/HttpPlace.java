package io.tributary.storage.http;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.locator.Locator;
import java.net.URI;
import java.util.Optional;

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

  /**
   * Of a request to restore it from an archive. Fails as {@link #dialect} does, and where the place
   * knows no archives.
   *
   * @param days for which it shall stay readable
   */
  default HttpDialect restoring(Locator object, int days) {
    throw new Failure(
            FailureKind.USAGE, "restore", object.display(), "its server has no archive", "")
        .asException();
  }

  /** Whether it is worth a HEAD to know of {@link #restoringForGood}. */
  default boolean mayRestoreForGood() {
    return false;
  }

  /**
   * The same for an object that stays readable once it is, and must not be asked for some days.
   *
   * @param head of the object
   * @return empty when it is none of these
   */
  default Optional<HttpDialect> restoringForGood(Locator object, ResponseHead head) {
    return Optional.empty();
  }
}
