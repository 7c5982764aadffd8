package io.tributary.storage.http;

import akka.http.impl.engine.client.OutgoingConnectionBlueprint.UnexpectedConnectionClosureException;
import akka.http.impl.engine.client.ProxyConnectionFailedException;
import akka.http.scaladsl.model.EntityStreamException;
import akka.http.scaladsl.model.IllegalResponseException;
import akka.http.scaladsl.model.ParsingException;
import akka.stream.AbruptStageTerminationException;
import akka.stream.AbruptTerminationException;
import akka.stream.StreamTcpException;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.locator.Locator;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  private static final Pattern PROXY_STATUS = Pattern.compile("status code: (\\d{3})");

  private final Locator locator;
  private final RequestKind request;
  private final Route route;

  TransportFailures(Locator locator, RequestKind request, Route route) {
    this.locator = locator;
    this.request = request;
    this.route = route;
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
    if (failure instanceof ProxyConnectionFailedException) {
      return refusedByProxy(failure.getMessage());
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
    if (failure instanceof StreamTcpException) {
      String reason = tcpReason(failure);
      return reason.endsWith(REFUSES)
          ? failure(FailureKind.NETWORK, reason, "check host and port, and that it is running")
          : network(reason);
    }
    if (failure instanceof UnexpectedConnectionClosureException
        || failure instanceof Connection.Lost) {
      return network(route.display() + " closed the connection without an answer");
    }
    if (failure instanceof IllegalResponseException || failure instanceof ParsingException) {
      return malformed(String.valueOf(failure.getMessage()));
    }
    if (failure instanceof EntityStreamException) {
      return network(route.display() + " closed the connection in the middle of its answer");
    }
    if (failure instanceof AbruptTerminationException
        || failure instanceof AbruptStageTerminationException) {
      return failure(FailureKind.INTERRUPTED, "this program is shutting down", "");
    }
    // What Akka's tunnel stage throws at an answer that is none.
    if (failure instanceof IllegalStateException && route.proxy().isPresent()) {
      String proxy = route.proxy().get().display();
      return network("the proxy " + proxy + " sent a malformed answer");
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

  private TributaryException malformed(String text) {
    String host = route.display();
    if (text.contains("configured limit")) {
      return failure(
          FailureKind.PROTOCOL, host + " sends headers beyond all limits", "check the URL");
    }
    if (text.contains("protocol or HTTP version is not supported")) {
      return failure(FailureKind.PROTOCOL, host + " does not speak HTTP/1.1", "check the URL");
    }
    return network(host + " sent a malformed answer");
  }

  private TributaryException refusedByProxy(String text) {
    Matcher status = PROXY_STATUS.matcher(text);
    return refusedByProxy(status.find() ? Integer.parseInt(status.group(1)) : 0);
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
    return new Failure(kind, request.doing(), locator.display(), reason, advice).asException();
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
