package io.tributary.engine.node;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializer;
import akka.serialization.Serializers;
import io.tributary.engine.serialization.TributarySerializable;

/**
 * Sends a message through the serializer that is bound to it, as another node or the journal would.
 */
public final class SerializationCheck {
  private SerializationCheck() {}

  /** Fails unless {@code message} comes back equal, by way of Jackson. Returns what came back. */
  public static <T extends TributarySerializable> T roundTrip(ActorSystem<?> system, T message) {
    Serialization serialization = SerializationExtension.get(Adapter.toClassic(system));
    Serializer serializer = serialization.findSerializerFor(message);
    String name = serializer.getClass().getName();
    assertTrue(name, name.startsWith("akka.serialization.jackson.JacksonCbor"));
    String manifest = Serializers.manifestFor(serializer, message);
    byte[] bytes = serialization.serialize(message).get();
    Object back = serialization.deserialize(bytes, serializer.identifier(), manifest).get();
    assertEquals(message, back);
    @SuppressWarnings("unchecked")
    T same = (T) back;
    return same;
  }
}
