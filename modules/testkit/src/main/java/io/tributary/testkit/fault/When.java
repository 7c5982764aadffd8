package io.tributary.testkit.fault;

import io.tributary.testkit.http.HttpRequest;
import java.util.Random;
import java.util.function.Predicate;

/**
 * Which requests a rule hits: those that match, minus the first {@code skip}, at most {@code times}
 * of them, each with a probability. Immutable.
 *
 * @param times {@link #ALWAYS} for no bound
 * @param probability 0 to 1; drawn from {@code seed}, in the order in which requests arrive
 */
public record When(
    String description,
    Predicate<HttpRequest> predicate,
    long skip,
    long times,
    double probability,
    long seed) {

  /** No bound on the number of hits. */
  public static final long ALWAYS = Long.MAX_VALUE;

  /** Every request. */
  public static When any() {
    return new When("any", request -> true, 0, ALWAYS, 1, 0);
  }

  /** GET requests of this decoded path. */
  public static When get(String path) {
    return any().method("GET").path(path);
  }

  /** The request of that number, counted from 1 over the whole server. */
  public static When requestNumber(long number) {
    return any().and("request " + number, request -> request.number() == number);
  }

  /** {@code GET}, {@code HEAD} and so on. */
  public When method(String method) {
    return and(method, request -> request.method().equals(method));
  }

  /** The decoded path as sent: with virtual-hosted addressing it has no bucket. */
  public When path(String path) {
    return and(path, request -> request.path().equals(path));
  }

  /** Requests with a Range header. */
  public When ranged() {
    return and("ranged", request -> request.headers().has("Range"));
  }

  /** Requests whose Range header covers this byte of the object. */
  public When covering(long objectByte) {
    return and(
        "covering " + objectByte,
        request -> request.range().filter(range -> range.mayCover(objectByte)).isPresent());
  }

  /** Requests that are not the first on their connection. */
  public When onReusedConnection() {
    return and("reused connection", request -> request.onConnection() > 1);
  }

  /** Narrows to requests for which {@code more} holds too. */
  public When and(String what, Predicate<HttpRequest> more) {
    return new When(description + ", " + what, predicate.and(more), skip, times, probability, seed);
  }

  /** Lets the first {@code count} matching requests pass. */
  public When skip(long count) {
    return new When(description, predicate, count, times, probability, seed);
  }

  /** Hits at most {@code count} requests. */
  public When times(long count) {
    return new When(description, predicate, skip, count, probability, seed);
  }

  /** Hits one request. */
  public When once() {
    return times(1);
  }

  /** Only the {@code n}th matching request, counted from 1. */
  public When nth(long n) {
    return skip(n - 1).once();
  }

  /** Each matching request with this probability, reproducible by the seed. */
  public When withProbability(double newProbability, long newSeed) {
    return new When(description, predicate, skip, times, newProbability, newSeed);
  }

  Decision start() {
    return new Decision(this);
  }

  @Override
  public String toString() {
    return "when " + description;
  }

  /** The counters of one installed rule; guarded by the rule. */
  static final class Decision {
    private final When when;
    private final Random random;
    private long matched;
    private long hit;

    private Decision(When when) {
      this.when = when;
      this.random = new Random(when.seed);
    }

    boolean fires(HttpRequest request) {
      if (!when.predicate.test(request) || ++matched <= when.skip || hit >= when.times) {
        return false;
      }
      boolean fires = when.probability >= 1 || random.nextDouble() < when.probability;
      hit += fires ? 1 : 0;
      return fires;
    }
  }
}
