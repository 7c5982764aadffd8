package io.tributary.engine.placement;

import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.ShardingMessageExtractor;

/**
 * Entities whose id says which node they live on: each node is one shard. {@link NodeAllocation}
 * puts that shard where it belongs.
 *
 * @param <M> what the entities are told
 */
public final class NodeShards<M> extends ShardingMessageExtractor<ShardingEnvelope<M>, M> {
  static final char SEPARATOR = '|';

  /** The id of the entity {@code rest} on {@code node}. */
  public static String entityId(NodeId node, String rest) {
    return node.text() + SEPARATOR + rest;
  }

  /** The node that an entity of this id lives on, while it is a member. */
  public static NodeId node(String entityId) {
    int end = entityId.indexOf(SEPARATOR);
    if (end <= 0) {
      throw new IllegalArgumentException("names no node: " + entityId);
    }
    return new NodeId(entityId.substring(0, end));
  }

  @Override
  public String entityId(ShardingEnvelope<M> envelope) {
    return envelope.entityId();
  }

  @Override
  public String shardId(String entityId) {
    return node(entityId).text();
  }

  @Override
  public M unwrapMessage(ShardingEnvelope<M> envelope) {
    return envelope.message();
  }
}
