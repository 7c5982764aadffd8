package io.tributary.testkit.fault;

import io.tributary.testkit.http.HttpRequest;
import io.tributary.testkit.http.HttpResponse;
import io.tributary.testkit.http.Service;
import java.util.List;

/** The rules that hit one request; with none, everything stays as it should be. */
public record Hit(List<FaultRule> rules) {
  public Hit {
    rules = List.copyOf(rules);
  }

  /** What {@code service} answers, before and behind the faults. */
  public HttpResponse answer(HttpRequest request, Service service) {
    HttpRequest asked = request;
    for (Fault fault : faults()) {
      asked = fault.onRequest(asked);
    }
    HttpResponse response = service.answer(asked);
    for (Fault fault : faults()) {
      response = fault.onResponse(asked, response);
    }
    return response;
  }

  /** How to send it. */
  public WirePlan plan() {
    WirePlan plan = new WirePlan();
    rules.forEach(rule -> rule.faults().forEach(fault -> fault.onWire(plan, rule)));
    return plan;
  }

  private List<Fault> faults() {
    return rules.stream().flatMap(rule -> rule.faults().stream()).toList();
  }
}
