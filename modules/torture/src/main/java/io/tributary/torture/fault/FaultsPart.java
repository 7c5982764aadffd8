package io.tributary.torture.fault;

import io.tributary.torture.campaign.Part;
import io.tributary.torture.campaign.Trial;
import java.util.Optional;

/** Random faults of the server and the network, random options, SIGKILL, tampered files. */
public final class FaultsPart implements Part {

  @Override
  public String name() {
    return "faults";
  }

  @Override
  public int weight() {
    return 14;
  }

  @Override
  public Optional<String> obstacle() {
    return Optional.empty();
  }

  @Override
  public void run(Trial trial) throws Exception {
    FaultPlan plan = FaultPlan.draw(trial.random());
    try (FaultTrial fault = new FaultTrial(plan, trial)) {
      fault.run();
    } catch (AssertionError e) {
      throw new AssertionError(e.getMessage() + "\nplan: " + plan, e);
    }
  }
}
