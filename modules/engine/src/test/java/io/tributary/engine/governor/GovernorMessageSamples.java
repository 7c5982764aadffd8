package io.tributary.engine.governor;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorRefResolver;
import io.tributary.engine.api.Allowance;
import io.tributary.engine.api.Priority;
import io.tributary.engine.serialization.GoldenMessages;
import io.tributary.engine.serialization.TributarySerializable;
import java.util.List;
import java.util.Set;

/** What governors say to each other, for {@link GoldenMessages}. */
public final class GovernorMessageSamples {
  private GovernorMessageSamples() {}

  public static List<TributarySerializable> of(ActorRefResolver refs) {
    ActorRef<ChosenLimits> somebody = refs.resolveActorRef(GoldenMessages.SOMEBODY);
    ChosenLimits limits = new ChosenLimits(64, 2.5, null);
    LimitsChange change =
        new LimitsChange(
            Set.of(LimitsChange.Limit.CONNECTIONS, LimitsChange.Limit.BYTES_PER_SECOND), limits);
    return List.of(
        new Throttled("s3://bucket as backup", 12, 23, 7000),
        limits,
        new LimitsKeeper.Ask(somebody),
        new LimitsKeeper.Choose(limits, somebody),
        new LimitsKeeper.Change(change, somebody),
        new ChosenLimits(64, 2.5, null, 17),
        new Allowed("id-1", new Allowance(5, 2.5, Priority.HIGH, 3)),
        new LoanWanted(
            "10.0.0.1:25520#-7", 1L << 40, -5, refs.resolveActorRef(GoldenMessages.SOMEBODY)),
        new Lent("10.0.0.2:25520#9", 1L << 30, -5));
  }
}
