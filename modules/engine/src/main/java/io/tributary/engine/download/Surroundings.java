package io.tributary.engine.download;

import io.tributary.core.range.ByteRange;
import io.tributary.engine.placement.NodeId;
import java.util.List;
import java.util.function.Function;

/**
 * What a fetching session sees of the world when it looks up.
 *
 * @param nodes that may be given lanes now
 * @param missing what of a range is not recorded
 */
record Surroundings(List<NodeId> nodes, Function<ByteRange, List<ByteRange>> missing) {}
