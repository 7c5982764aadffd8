package io.tributary.engine.submission;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import io.tributary.engine.node.SerializationCheck;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** What nodes tell the keeper, which may run on another one. */
public final class SubmissionMessagesTest extends JUnitSuite {

  @Test
  public void aPokeArrivesAsItWasSent() {
    ActorTestKit kit = ActorTestKit.create("messages", ConfigFactory.load());
    try {
      SerializationCheck.roundTrip(kit.system(), new SubmissionKeeper.Poke());
    } finally {
      kit.shutdownTestKit();
    }
  }
}
