package io.tributary.engine.governor;

import io.tributary.engine.serialization.TributarySerializable;

/**
 * A bucket has refused requests of a node, which has fewer at a time now.
 *
 * @param bucket of {@link BucketName}
 * @param most requests of that node at a time from now on
 * @param ceiling what was too much
 * @param pauseMillis how long the server wants not to be asked; 0 when it did not say
 */
record Throttled(String bucket, int most, int ceiling, long pauseMillis)
    implements TributarySerializable {}
