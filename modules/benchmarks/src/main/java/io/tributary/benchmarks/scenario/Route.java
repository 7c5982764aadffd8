package io.tributary.benchmarks.scenario;

/** What lies between a tool and the object. */
public enum Route {
  /** Nothing: nginx on loopback. */
  DIRECT,
  /** The same with TLS. */
  TLS
}
