package io.tributary.engine.meter;

import akka.actor.typed.ActorRefResolver;
import io.tributary.engine.serialization.GoldenMessages;
import io.tributary.engine.serialization.TributarySerializable;
import java.util.List;

/** What nodes ask each other's meters, and hear. */
public final class MeterMessageSamples {
  private MeterMessageSamples() {}

  public static List<TributarySerializable> of(ActorRefResolver refs) {
    return List.of(
        new NodeMeter.Read(refs.resolveActorRef(GoldenMessages.SOMEBODY)),
        new NodeMeter.Reading("10.0.0.2:25520#-3", 1L << 40, -7));
  }
}
