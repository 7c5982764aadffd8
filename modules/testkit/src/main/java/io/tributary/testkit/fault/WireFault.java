package io.tributary.testkit.fault;

/** A fault of the wire alone, with a name for messages. */
record WireFault(String name, WireFault.Change change) implements Fault {

  @FunctionalInterface
  interface Change {
    void apply(WirePlan plan, FaultRule rule);
  }

  @Override
  public void onWire(WirePlan plan, FaultRule rule) {
    change.apply(plan, rule);
  }

  @Override
  public String toString() {
    return name;
  }
}
