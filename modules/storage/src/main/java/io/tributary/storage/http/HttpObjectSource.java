package io.tributary.storage.http;

import akka.Done;
import akka.actor.typed.ActorSystem;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.identity.Identity;
import io.tributary.core.locator.Locator;
import io.tributary.core.range.ByteRange;
import io.tributary.storage.ObjectSource;
import io.tributary.storage.Probe;
import io.tributary.storage.RangeBody;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An object behind HTTP, with what a {@link HttpDialect} knows about its store. */
public final class HttpObjectSource implements ObjectSource {
  private static final String INSECURE =
      "TLS certificates are not verified: anyone on the way can read and change the data";

  private final HttpDialect dialect;
  private final HttpExchange exchange;
  private final Requester requester;
  private final IdentityReader identities;
  private final ProbeCall probeCall;

  /** False once a probe has seen the object without a Content-Encoding. */
  private volatile boolean mayBeEncoded = true;

  private HttpObjectSource(
      HttpDialect dialect, HttpExchange exchange, Requester requester, String note) {
    this.dialect = dialect;
    this.exchange = exchange;
    this.requester = requester;
    this.identities = new IdentityReader(dialect);
    this.probeCall = new ProbeCall(requester, dialect, identities, note);
  }

  /**
   * Makes a source; no network traffic, no blocking. Of {@code options} it uses {@code insecure},
   * {@code caFile}, {@code allowPrivateRedirects} and {@code timeout}; of {@code secrets} the
   * headers and the proxy. All else is the dialect's. Throws a TributaryException of kind USAGE
   * when a header or the proxy cannot be used.
   */
  public static HttpObjectSource create(
      HttpDialect dialect, SourceOptions options, SourceSecrets secrets, ActorSystem<?> system) {
    return create(dialect, options, secrets, system, Surroundings.of(system));
  }

  static HttpObjectSource create(
      HttpDialect dialect,
      SourceOptions options,
      SourceSecrets secrets,
      ActorSystem<?> system,
      Surroundings surroundings) {
    int maxIdle = HttpNode.get(system).settings().maxIdleConnections();
    HttpExchange exchange =
        HttpExchange.of(dialect.target(), maxIdle, options, secrets, system, surroundings);
    Requester requester =
        new Requester(
            dialect,
            UserHeaders.of(secrets.headers()),
            exchange,
            HttpNode.get(system).settings().maxRedirects());
    boolean blind = options.insecure() && Origin.of(dialect.target()).secure();
    String note = blind ? INSECURE : "";
    return new HttpObjectSource(dialect, exchange, requester, note);
  }

  @Override
  public Locator locator() {
    return dialect.locator();
  }

  @Override
  public CompletionStage<Probe> probe() {
    return probeCall
        .run()
        .thenApply(
            found -> {
              mayBeEncoded = found.encoded();
              return found.probe();
            });
  }

  @Override
  public CompletionStage<RangeBody> open(Identity identity, ByteRange range) {
    return open(identity, range, HttpExchange.Way.USUAL)
        .exceptionallyCompose(
            thrown ->
                TransportFailures.unwrap(thrown) instanceof ResponseCheck.WrongRange
                    ? open(identity, range, HttpExchange.Way.AFRESH)
                    : CompletableFuture.failedStage(thrown))
        .exceptionallyCompose(
            thrown -> {
              Throwable failure = TransportFailures.unwrap(thrown);
              return CompletableFuture.failedStage(
                  failure instanceof ResponseCheck.WrongRange wrong ? wrong.failure() : failure);
            });
  }

  /** A wrong range gets a second chance: a confused connection, or one of many servers. */
  private CompletionStage<RangeBody> open(
      Identity identity, ByteRange range, HttpExchange.Way way) {
    List<HeaderField> headers = new ArrayList<>();
    headers.add(new HeaderField("Range", range.httpHeader()));
    condition(identity).ifPresent(headers::add);
    return requester
        .send(RequestKind.RANGE, headers, way)
        .thenCompose(
            answer ->
                answer.status() == 416
                    ? unsatisfied(identity, answer)
                    : checked(answer, check(identity, answer, range), range.lengthBytes()));
  }

  private Runnable check(Identity identity, Answer answer, ByteRange range) {
    return () -> new ResponseCheck(identities, identity, mayBeEncoded).range(answer, range);
  }

  @Override
  public CompletionStage<RangeBody> openWhole(Identity identity) {
    List<HeaderField> headers = condition(identity).stream().toList();
    return requester
        .send(RequestKind.WHOLE, headers)
        .thenCompose(
            answer ->
                checked(
                    answer,
                    () -> new ResponseCheck(identities, identity, mayBeEncoded).whole(answer),
                    identity.sizeKnown() ? identity.sizeBytes() : answer.contentLength()));
  }

  /**
   * Asks the server to refuse another object: by its strong ETag, else by its date. Not If-Range,
   * whose refusal is the whole object instead of a short 412.
   */
  private static Optional<HeaderField> condition(Identity identity) {
    return identity
        .strongEtag()
        .filter(HttpObjectSource::mayBeSent)
        .map(etag -> new HeaderField("If-Match", etag))
        .or(
            () ->
                identity.lastModified().isEmpty()
                    ? Optional.empty()
                    : Optional.of(new HeaderField("If-Unmodified-Since", identity.lastModified())));
  }

  /** What a server put into its ETag goes back to it in a header: nothing that could end that. */
  private static boolean mayBeSent(String etag) {
    return etag.chars().allMatch(c -> c >= ' ' && c < 0x7f);
  }

  private CompletionStage<RangeBody> checked(Answer answer, Runnable check, long lengthBytes) {
    if (answer.status() >= 300) {
      return answer
          .error()
          .thenCompose(error -> CompletableFuture.failedStage(dialect.failureOf(error)));
    }
    try {
      check.run();
    } catch (RuntimeException failure) {
      answer.discard();
      return CompletableFuture.failedStage(failure);
    }
    return CompletableFuture.completedStage(answer.body(lengthBytes));
  }

  /** A range that was inside the object no longer is: either it shrank, or the server errs. */
  private CompletionStage<RangeBody> unsatisfied(Identity identity, Answer answer) {
    Optional<ContentRange> range = ContentRange.of(answer.head());
    answer.discard();
    CompletionStage<Long> sizeNow =
        range.isPresent() && range.get().total() != ContentRange.NONE
            ? CompletableFuture.completedStage(range.get().total())
            : probe().thenApply(probe -> probe.identity().sizeBytes());
    return sizeNow.thenCompose(
        size ->
            CompletableFuture.failedStage(
                size == identity.sizeBytes()
                    ? answer
                        .failures()
                        .failure(
                            FailureKind.PROTOCOL,
                            "the server refuses a range inside the object (HTTP 416)",
                            "")
                    : answer
                        .failures()
                        .failure(
                            FailureKind.SOURCE_CHANGED,
                            "the object has changed: its size is now " + size + " bytes",
                            "")));
  }

  @Override
  public CompletionStage<Done> close() {
    exchange.close();
    return CompletableFuture.completedStage(Done.getInstance());
  }

  /** How many connections exist, in use or idle. */
  int connections() {
    return exchange.connections();
  }
}
