package io.tributary.engine.governor;

import java.time.Duration;

/**
 * A bucket, or a host, that has refused requests.
 *
 * @param underWay requests of this node
 * @param most of this node at a time; {@link Integer#MAX_VALUE} when it is only paused
 * @param pause how long nothing is asked of it
 */
public record BucketView(String name, int underWay, int most, Duration pause) {}
