package io.tributary.engine.governor;

import java.util.List;

/**
 * The governor of a node at one moment.
 *
 * @param node what the configuration allows this node
 * @param configured what the configuration allows the cluster
 * @param cluster what the cluster may use now
 * @param nodes among which that is divided
 * @param inForce what this node may use now
 * @param underWay requests of this node
 * @param throttled what has refused requests
 */
public record GovernorView(
    Limits node,
    Limits configured,
    Limits cluster,
    int nodes,
    Limits inForce,
    int underWay,
    List<BucketView> throttled) {}
