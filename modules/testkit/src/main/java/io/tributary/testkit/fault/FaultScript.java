package io.tributary.testkit.fault;

import io.tributary.testkit.http.HttpRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The rules of a server, in the order of their installation. Thread-safe. */
public final class FaultScript {
  private final List<FaultRule> rules = new CopyOnWriteArrayList<>();

  /** Installs a rule; all its faults apply to each request that it hits. */
  public FaultRule add(When when, Fault... faults) {
    FaultRule rule = new FaultRule(when, List.of(faults));
    rules.add(rule);
    return rule;
  }

  /** Takes the rule away and ends its stalls. */
  public void remove(FaultRule rule) {
    rules.remove(rule);
    rule.release();
  }

  /** Takes all rules away and ends their stalls. */
  public void clear() {
    rules.forEach(this::remove);
  }

  /** The rules that hit this request; to be asked once per request, because rules count. */
  public Hit hitting(HttpRequest request) {
    return new Hit(rules.stream().filter(rule -> rule.fires(request)).toList());
  }
}
