package io.tributary.engine.placement;

import akka.cluster.sharding.typed.ShardingEnvelope;
import akka.cluster.sharding.typed.ShardingMessageExtractor;

/**
 * Entities whose id says the name of the node that they live on: all of one name are one shard,
 * which outlives the processes that have that name one after the other. {@link NameAllocation} puts
 * it where it belongs.
 *
 * @param <M> what the entities are told
 */
public final class NameShards<M> extends ShardingMessageExtractor<ShardingEnvelope<M>, M> {
  private static final char SEPARATOR = '|';

  /**
   * The id of the entity {@code rest} on the node of that name.
   *
   * @param name without {@code |}
   */
  public static String entityId(String name, String rest) {
    if (name.isEmpty() || name.indexOf(SEPARATOR) >= 0) {
      throw new IllegalArgumentException("no name of a node: " + name);
    }
    return name + SEPARATOR + rest;
  }

  /** The name of the node that an entity of this id lives on. */
  public static String name(String entityId) {
    return entityId.substring(0, end(entityId));
  }

  /** What an entity of this id is called on its node. */
  public static String rest(String entityId) {
    return entityId.substring(end(entityId) + 1);
  }

  private static int end(String entityId) {
    int end = entityId.indexOf(SEPARATOR);
    if (end <= 0) {
      throw new IllegalArgumentException("names no node: " + entityId);
    }
    return end;
  }

  @Override
  public String entityId(ShardingEnvelope<M> envelope) {
    return envelope.entityId();
  }

  @Override
  public String shardId(String entityId) {
    return name(entityId);
  }

  @Override
  public M unwrapMessage(ShardingEnvelope<M> envelope) {
    return envelope.message();
  }
}
