package io.tributary.engine.governor;

import io.tributary.engine.api.Priority;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.scalatestplus.junit.JUnitSuite;

/**
 * What tests about the turns of requests start with: one party, one bucket, a clock that stands.
 */
abstract class GrantsFixture extends JUnitSuite {
  static final String BUCKET = "s3://bucket";
  static final long SECOND = FakeTime.SECOND;

  final List<Throttled> told = new ArrayList<>();
  final FakeTime time = new FakeTime();
  final Party party = party("a", Priority.NORMAL);
  final Grants grants = time.grants(told::add);

  void limit(Limits limits) {
    grants.limit(limits);
    grants.serve();
  }

  Party party(String name, Priority priority) {
    return new Party(new Claim(name, Limits.NONE, priority, 1), time::nanos);
  }

  CompletableFuture<Grants.Permit> acquire(Party whose) {
    return grants.acquire(whose, BUCKET, () -> true).toCompletableFuture();
  }

  CompletableFuture<Grants.Permit> acquire() {
    return acquire(party);
  }

  void connections(int most) {
    limit(new Limits(most, 0, 0));
  }
}
