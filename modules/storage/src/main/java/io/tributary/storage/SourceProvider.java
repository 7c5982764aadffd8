package io.tributary.storage;

import akka.actor.typed.ActorSystem;
import io.tributary.core.locator.Locator;

/** Opens sources of one or more URL schemes. Stateless; found by {@link Sources}. */
public interface SourceProvider {

  boolean handles(Locator locator);

  /**
   * Checks options and makes a source; no network traffic, no blocking beyond the look into a local
   * file of settings. Throws a TributaryException of kind USAGE when the options cannot work.
   */
  ObjectSource open(
      Locator locator, SourceOptions options, SourceSecrets secrets, ActorSystem<?> system);

  /**
   * The same for a reader of all objects of a place.
   *
   * @param place any locator in it, such as a bucket without a key; its key or path does not matter
   * @param secrets of the place: the URL's user info goes with each request to its origin, its
   *     query with none
   */
  ObjectReader reader(
      Locator place, SourceOptions options, SourceSecrets secrets, ActorSystem<?> system);
}
