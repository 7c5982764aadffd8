package io.tributary.engine.dataport;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.Adapter;
import akka.http.javadsl.ConnectionContext;
import akka.http.javadsl.Http;
import akka.http.javadsl.HttpsConnectionContext;
import akka.http.javadsl.ServerBinding;
import akka.http.javadsl.ServerBuilder;
import akka.http.javadsl.model.HttpMethods;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.settings.ServerSettings;
import akka.stream.Materializer;
import akka.stream.SystemMaterializer;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.SinkQueueWithCancel;
import akka.util.ByteString;
import com.typesafe.config.Config;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.core.ledger.Segment;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import scala.concurrent.duration.FiniteDuration;

/**
 * Where lanes of nodes that do not see this node's disk bring what they fetch for it. Only who
 * knows the cluster's secret is let in. The one class by which Akka HTTP comes into a process.
 */
public final class DataPort {
  /** Where it receives; each part that is under way has a thread of it. */
  static final String DISPATCHER = "tributary.data-port-dispatcher";

  private static final Logger LOG = LoggerFactory.getLogger(DataPort.class);
  private static final String PATH = "/v1/parts/";

  private final OpenParts parts;
  private final ClusterSecret secret;
  private final Duration silence;
  private final Materializer materializer;
  private final Executor receivers;

  private DataPort(ActorSystem<?> system, OpenParts parts, ClusterSecret secret) {
    Config config = system.settings().config().getConfig("tributary.node.data-port");
    this.parts = parts;
    this.secret = secret;
    this.silence = config.getDuration("silence");
    this.materializer = SystemMaterializer.get(system).materializer();
    this.receivers = system.dispatchers().lookup(DispatcherSelector.fromConfig(DISPATCHER));
  }

  /**
   * Opens it; it closes with the actor system.
   *
   * @param port 0 for any
   * @param tls empty for plain TCP
   * @return where it listens, once it does
   */
  public static CompletionStage<DataPortAddress> open(
      ActorSystem<?> system,
      String host,
      int port,
      OpenParts parts,
      ClusterSecret secret,
      Optional<SSLContext> tls) {
    DataPort dataPort = new DataPort(system, parts, secret);
    ServerBuilder server =
        Http.get(system).newServerAt(host, port).withSettings(dataPort.settings(system));
    return tls.map(context -> server.enableHttps(mutual(context)))
        .orElse(server)
        .bind(dataPort::answer)
        .thenApply(binding -> closesWith(system, binding, host, tls.isPresent()));
  }

  private static DataPortAddress closesWith(
      ActorSystem<?> system, ServerBinding binding, String host, boolean tls) {
    binding.addToCoordinatedShutdown(Duration.ofSeconds(1), system);
    return new DataPortAddress(host, binding.localAddress().getPort(), tls);
  }

  private static HttpsConnectionContext mutual(SSLContext context) {
    return ConnectionContext.httpsServer(
        () -> {
          SSLEngine engine = context.createSSLEngine();
          engine.setUseClientMode(false);
          engine.setNeedClientAuth(true);
          return engine;
        });
  }

  /** How long a part takes is for the disk to say: there is no timeout of a request as a whole. */
  private ServerSettings settings(ActorSystem<?> system) {
    ServerSettings settings = ServerSettings.create(Adapter.toClassic(system));
    return settings
        .withServerHeader(Optional.empty())
        .withVerboseErrorMessages(false)
        .withTimeouts(settings.getTimeouts().withRequestTimeout(FiniteDuration.create(1, "hour")));
  }

  private CompletionStage<HttpResponse> answer(HttpRequest request) {
    boolean known =
        request.getHeader("Authorization").map(h -> secret.isIn(h.value())).orElse(false);
    if (!known) {
      return refuse(request, StatusCodes.UNAUTHORIZED.intValue(), "no or another secret");
    }
    String path = request.getUri().path();
    if (!request.method().equals(HttpMethods.PUT) || !path.startsWith(PATH)) {
      return refuse(request, 404, "nothing is here");
    }
    Optional<Long> run = number(request, "run");
    Optional<Long> lane = number(request, "lane").filter(n -> n <= Integer.MAX_VALUE);
    Optional<Long> offset = number(request, "offset");
    if (run.isEmpty() || lane.isEmpty() || offset.isEmpty()) {
      return refuse(request, 400, "run, lane and offset are numbers");
    }
    Optional<OpenPart> part = parts.find(path.substring(PATH.length()), run.get());
    if (part.isEmpty() || offset.get() < part.get().origin()) {
      return refuse(request, 404, "nobody writes to such a file here");
    }
    return receive(request, part.get(), lane.get().intValue(), offset.get());
  }

  private static Optional<Long> number(HttpRequest request, String name) {
    return request
        .getUri()
        .query()
        .get(name)
        .filter(text -> text.matches("\\d{1,19}"))
        .flatMap(DataPort::parsed);
  }

  private static Optional<Long> parsed(String digits) {
    try {
      return Optional.of(Long.parseLong(digits));
    } catch (NumberFormatException tooLarge) {
      return Optional.empty();
    }
  }

  private CompletionStage<HttpResponse> refuse(HttpRequest request, int status, String why) {
    return request
        .entity()
        .withSizeLimit(2 * Frames.MOST_PART_BYTES)
        .discardBytes(materializer)
        .completionStage()
        .handle((done, failure) -> text(status, why));
  }

  private CompletionStage<HttpResponse> receive(
      HttpRequest request, OpenPart part, int lane, long offset) {
    long arrivedNanos = System.nanoTime();
    SinkQueueWithCancel<ByteString> incoming =
        request
            .entity()
            .withSizeLimit(2 * Frames.MOST_PART_BYTES)
            .getDataBytes()
            .runWith(Sink.<ByteString>queue(1), materializer);
    return CompletableFuture.supplyAsync(
        () -> written(incoming, part, lane, offset, arrivedNanos), receivers);
  }

  private HttpResponse written(
      SinkQueueWithCancel<ByteString> incoming,
      OpenPart part,
      int lane,
      long offset,
      long arrivedNanos) {
    try {
      Segment segment =
          new PartReceiver(incoming, silence).receive(part, lane, offset, arrivedNanos);
      return text(200, Receipt.of(segment).text());
    } catch (BadFrameException e) {
      return broken(incoming, 400, e);
    } catch (IOException e) {
      return broken(incoming, 408, e);
    } catch (TributaryException e) {
      incoming.cancel();
      boolean disk = e.failure().kind() == FailureKind.LOCAL_DISK;
      return text(disk ? 507 : 500, FailureText.of(e.failure()));
    }
  }

  private static HttpResponse broken(
      SinkQueueWithCancel<ByteString> incoming, int status, IOException cause) {
    LOG.debug("A part breaks off: {}", cause.getMessage());
    incoming.cancel();
    return text(status, cause.getMessage());
  }

  private static HttpResponse text(int status, String body) {
    return HttpResponse.create().withStatus(status).withEntity(body);
  }
}
