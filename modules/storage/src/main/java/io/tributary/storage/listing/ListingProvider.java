package io.tributary.storage.listing;

import akka.actor.typed.ActorSystem;
import io.tributary.core.locator.Locator;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;

/** Opens listings of one or more URL schemes. Stateless; found by {@link Listings}. */
public interface ListingProvider {

  boolean handles(Locator root);

  /**
   * Checks options and makes a listing; no network traffic. Throws a TributaryException of kind
   * USAGE when the options cannot work.
   *
   * @param deep all objects below {@code root}; false for one level, with what lies below it as
   *     prefixes
   */
  ObjectListing open(
      Locator root,
      boolean deep,
      SourceOptions options,
      SourceSecrets secrets,
      ActorSystem<?> system);
}
