package io.tributary.testkit;

import io.tributary.testkit.fault.FaultScript;
import io.tributary.testkit.http.Service;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** What the connections of one server share. */
record ServerState(
    Service service,
    FaultScript faults,
    RequestLog log,
    CountDownLatch closed,
    AtomicLong requestNumbers) {

  long nextRequestNumber() {
    return requestNumbers.incrementAndGet();
  }
}
