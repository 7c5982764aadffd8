package io.tributary.testkit.http;

/** Answers requests; called by many connections at once. */
@FunctionalInterface
public interface Service {
  HttpResponse answer(HttpRequest request);
}
