package io.tributary.server.control;

import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.http.javadsl.Http;
import akka.http.javadsl.HttpsConnectionContext;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.ServerBuilder;
import akka.http.javadsl.settings.ServerSettings;
import akka.stream.Materializer;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.submission.Submissions;
import io.tributary.server.audit.AuditLog;
import io.tributary.server.guard.Tokens;
import io.tributary.server.metrics.NodeMetrics;
import io.tributary.server.settings.HttpSettings;
import io.tributary.server.settings.TlsFiles;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * The HTTP API of a node. A connection that has sent no whole head of a request for {@code
 * idle-timeout} is closed, whether it is silent or trickles; so many are open at a time as {@code
 * max-connections} says, and further ones wait.
 */
public final class ControlServer {
  private final ServerBinding binding;
  private final boolean tls;

  private ControlServer(ServerBinding binding, boolean tls) {
    this.binding = binding;
    this.tls = tls;
  }

  /**
   * Binds it; blocks. It ends with the actor system, and takes nothing new from the beginning of a
   * coordinated shutdown.
   *
   * @throws TributaryException USAGE when the token or TLS files cannot be used, or the port is
   *     taken
   */
  public static ControlServer start(
      ActorSystem<?> system,
      Submissions submissions,
      NodeMetrics metrics,
      HttpSettings settings,
      TlsFiles files) {
    Tokens tokens =
        settings.open()
            ? Tokens.open()
            : Tokens.read(settings.tokenFile(), settings.createTokenFile(), settings.tokensFile());
    ControlHandler handler =
        new ControlHandler(
            system,
            submissions,
            settings,
            tokens,
            AuditLog.open(settings.auditFile(), settings.auditTimeout(), system),
            metrics);
    Materializer materializer = Materializer.matFromSystem(system);
    Connections connections = new Connections(handler, settings, materializer);
    ServerBuilder builder =
        Http.get(system)
            .newServerAt(settings.host(), settings.port())
            .withSettings(serverSettings(system, settings));
    if (settings.tls()) {
      builder = builder.enableHttps(HttpsConnectionContext.httpsServer(PemContext.of(files)));
    }
    CompletionStage<ServerBinding> bound =
        builder
            .connectionSource()
            .mapAsyncUnordered(settings.maxConnections(), connections::serve)
            .toMat(Sink.ignore(), Keep.left())
            .run(materializer);
    return new ControlServer(await(bound, system, settings), settings.tls());
  }

  /** Where it is, the port that was found included. */
  public String url() {
    InetSocketAddress address = binding.localAddress();
    String host = address.getAddress().getHostAddress();
    return (tls ? "https://" : "http://")
        + (host.contains(":") ? "[" + host + "]" : host)
        + ":"
        + address.getPort();
  }

  private static ServerSettings serverSettings(ActorSystem<?> system, HttpSettings settings) {
    ServerSettings defaults = ServerSettings.create(Adapter.toClassic(system));
    return defaults.withTimeouts(
        defaults
            .getTimeouts()
            .withIdleTimeout(scala(settings.idleTimeout()))
            // Longer than our own, which answer with what went wrong.
            .withRequestTimeout(
                scala(settings.requestTimeout().plus(settings.answerTimeout()).plusSeconds(1))));
  }

  private static scala.concurrent.duration.FiniteDuration scala(java.time.Duration duration) {
    return scala.jdk.javaapi.DurationConverters.toScala(duration);
  }

  private static ServerBinding await(
      CompletionStage<ServerBinding> bound, ActorSystem<?> system, HttpSettings settings) {
    try {
      ServerBinding binding = bound.toCompletableFuture().join();
      CoordinatedShutdown.get(system)
          .addTask(
              CoordinatedShutdown.PhaseServiceUnbind(), "tributary-api-unbind", binding::unbind);
      return binding;
    } catch (CompletionException e) {
      throw new Failure(
              FailureKind.USAGE,
              "listen for the API on",
              settings.host() + ":" + settings.port(),
              BindFailure.reason(e),
              "set another tributary.http.port, or stop what uses it")
          .asException(e);
    }
  }
}
