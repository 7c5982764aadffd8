package io.tributary.engine.serialization;

/**
 * Marks what may travel between nodes or be journaled: commands, replies, events, states. Bound to
 * Jackson CBOR; nothing else of ours is serialized, and Java serialization is off.
 *
 * <p>Fields of an interface type need {@code @JsonTypeInfo(use = NAME)} and {@code @JsonSubTypes}.
 * A top-level message is named by its class, so a renamed event needs a Jackson migration.
 */
public interface TributarySerializable {}
