package io.tributary.testkit.http;

/** Answers requests; called by many connections at once. */
@FunctionalInterface
public interface Service {
  /** Answers one request; what it throws ends the connection. */
  HttpResponse answer(HttpRequest request);
}
