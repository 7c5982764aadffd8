package io.tributary.engine.job;

import io.tributary.core.tree.TreeState;

/**
 * How far the listing is planned.
 *
 * @param position text of the {@code ListingPosition} where it goes on
 * @param places what {@code TreePlaces} must know to go on there
 * @param complete whether there is no more
 */
public record Listed(String position, TreeState places, boolean complete) {}
