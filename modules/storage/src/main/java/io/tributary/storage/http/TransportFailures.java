package io.tributary.storage.http;

import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.Locator;
import io.tributary.storage.wire.MalformedAnswerException;
import io.tributary.storage.wire.SilentEndException;
import io.tributary.storage.wire.Tunnel;
import java.io.EOFException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * What went wrong below HTTP, or with its syntax, in one sentence. Texts of the causes are not
 * repeated: they may hold what the server sent.
 */
final class TransportFailures {

  /** No head of a response in time. */
  static final class NoAnswer extends RuntimeException {
    NoAnswer(long seconds) {
      super("no answer within " + seconds + " s", null, false, false);
    }
  }

  /** This process has as many files and sockets open as it may. */
  static final class NoDescriptor extends RuntimeException {
    NoDescriptor() {
      super("no file descriptor", null, false, false);
    }
  }

  /** The name service said nothing in time. */
  static final class NoAddressInTime extends RuntimeException {
    NoAddressInTime() {
      super("no address in time", null, false, false);
    }
  }

  private static final String REFUSES = " refuses connections";

  private final Locator locator;
  private final RequestKind request;
  private final Route route;
  private final String requestId;

  TransportFailures(Locator locator, RequestKind request, Route route) {
    this(locator, request, route, "");
  }

  private TransportFailures(Locator locator, RequestKind request, Route route, String requestId) {
    this.locator = locator;
    this.request = request;
    this.route = route;
    this.requestId = requestId;
  }

  /** What goes wrong from now on does so with a request that the server has answered. */
  TransportFailures answered(String id) {
    return new TransportFailures(locator, request, route, id);
  }

  TributaryException of(Throwable thrown) {
    Throwable failure = unwrap(thrown);
    if (failure instanceof TributaryException known) {
      return known;
    }
    if (failure instanceof NoAnswer || failure instanceof TimeoutException) {
      String text = failure instanceof NoAnswer ? failure.getMessage() : "it took too long";
      return failure(
          FailureKind.NETWORK,
          route.display() + ": " + text,
          "check the network, or wait longer with --timeout");
    }
    if (failure instanceof UnknownHostException || failure instanceof NoAddressInTime) {
      return ofName(failure instanceof NoAddressInTime);
    }
    if (failure instanceof NoDescriptor) {
      return failure(
          FailureKind.THROTTLED,
          "this process has too many files and connections open",
          "raise the limit (ulimit -n) or use fewer lanes");
    }
    if (failure instanceof SSLException tls) {
      return TlsFailures.of(tls, this);
    }
    if (failure instanceof Tunnel.RefusedException refused) {
      return refusedByProxy(refused.status());
    }
    if (failure instanceof Tunnel.NonsenseException) {
      String proxy = route.proxy().map(Proxy::display).orElse("");
      return network("the proxy " + proxy + " sent a malformed answer");
    }
    return ofConnection(failure);
  }

  private TributaryException ofName(boolean silent) {
    String host = "the host name " + route.nextHop().host();
    return failure(
        FailureKind.NETWORK,
        silent ? "looking up " + host + " takes too long" : host + " does not resolve",
        "check the name and the network");
  }

  private TributaryException ofConnection(Throwable failure) {
    if (failure instanceof SilentEndException || failure instanceof Connection.Lost) {
      return network(route.display() + " closed the connection without an answer");
    }
    if (failure instanceof MalformedAnswerException malformed) {
      return malformed(malformed.flaw());
    }
    if (failure instanceof EOFException) {
      return network(route.display() + " closed the connection in the middle of its answer");
    }
    if (failure instanceof HttpNode.ShuttingDown) {
      return failure(FailureKind.INTERRUPTED, failure.getMessage(), "");
    }
    if (failure instanceof IOException) {
      String reason = tcpReason(failure);
      return reason.endsWith(REFUSES)
          ? failure(FailureKind.NETWORK, reason, "check host and port, and that it is running")
          : network(reason);
    }
    return new Failure(
            FailureKind.INTERNAL,
            request.doing(),
            locator.display(),
            "unexpected " + failure.getClass().getSimpleName(),
            "please report this")
        .asException(failure);
  }

  private String tcpReason(Throwable failure) {
    String host = route.nextHop().hostAndPort();
    String peer = route.proxy().isPresent() ? "the proxy " + route.proxy().get().display() : host;
    String text = allMessages(failure).toLowerCase(Locale.ROOT);
    if (text.contains("refused")) {
      return peer + REFUSES;
    }
    if (text.contains("timeout") || text.contains("timed out")) {
      return peer + " does not accept the connection in time";
    }
    if (text.contains("unreachable") || text.contains("no route")) {
      return peer + " is unreachable";
    }
    if (text.contains("reset") || text.contains("broken pipe")) {
      return "the connection to " + peer + " was reset";
    }
    return "the connection to " + peer + " failed";
  }

  private TributaryException malformed(MalformedAnswerException.Flaw flaw) {
    String host = route.display();
    return switch (flaw) {
      case BEYOND_LIMITS ->
          failure(FailureKind.PROTOCOL, host + " sends headers beyond all limits", "check the URL");
      case NOT_HTTP ->
          failure(FailureKind.PROTOCOL, host + " does not speak HTTP/1.1", "check the URL");
      case SYNTAX -> network(host + " sent a malformed answer");
    };
  }

  /** For the status with which a proxy answers in its own name. */
  TributaryException refusedByProxy(int status) {
    String proxy = route.proxy().map(Proxy::display).orElse("");
    if (status == 407) {
      return failure(
          FailureKind.ACCESS_DENIED,
          "the proxy " + proxy + " wants credentials (HTTP 407)",
          "give them as http://user:password@host:port");
    }
    FailureKind kind = status >= 500 ? FailureKind.NETWORK : FailureKind.PROTOCOL;
    return failure(
        kind,
        "the proxy "
            + proxy
            + " does not connect to "
            + route.origin().hostHeader()
            + " (HTTP "
            + status
            + ")",
        "check the proxy's rules");
  }

  /** A body that ended before its time. */
  TributaryException truncated(long bytes, long expectedBytes) {
    String of = expectedBytes < 0 ? "" : " of " + expectedBytes;
    return network(route.display() + " ended the body after " + bytes + of + " bytes");
  }

  /** A body that went on when all had come. */
  TributaryException tooLong(long expectedBytes) {
    return failure(
        FailureKind.PROTOCOL,
        route.display() + " sends more than the " + expectedBytes + " bytes of the answer",
        "");
  }

  private TributaryException network(String reason) {
    return failure(FailureKind.NETWORK, reason, "check the network, and run it again");
  }

  TributaryException failure(FailureKind kind, String reason, String advice) {
    Failure failure = new Failure(kind, request.doing(), locator.display(), reason, advice);
    return new TributaryException(failure, null, requestId, null);
  }

  Route route() {
    return route;
  }

  static Throwable unwrap(Throwable thrown) {
    Throwable failure = thrown;
    while ((failure instanceof CompletionException || failure instanceof ExecutionException)
        && failure.getCause() != null) {
      failure = failure.getCause();
    }
    return failure;
  }

  static String allMessages(Throwable thrown) {
    StringBuilder text = new StringBuilder();
    int depth = 0;
    for (Throwable each = thrown; each != null && depth++ < 10; each = each.getCause()) {
      text.append(each.getMessage()).append('\n');
    }
    return text.toString();
  }
}
