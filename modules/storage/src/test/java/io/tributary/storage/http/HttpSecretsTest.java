package io.tributary.storage.http;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.actor.typed.javadsl.Behaviors;
import akka.event.Logging;
import io.tributary.core.identity.Identity;
import io.tributary.core.locator.HttpLocator;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.core.range.ByteRange;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceReader;
import io.tributary.storage.SourceSecrets;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.ProxyServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** With all logging on, nothing secret is in a log line or a failure. */
public final class HttpSecretsTest extends JUnitSuite {
  private static final String SECRET = "topsecret";

  /** Past the SLF4J backend, whose own level would filter. */
  private static final String ALL_LOGGING =
      """
      akka.loglevel = DEBUG
      akka.use-slf4j = off
      akka.loggingfilter = "akka.event.DefaultLoggingFilter"
      """;

  private final Queue<String> logged = new ConcurrentLinkedQueue<>();
  private final Queue<String> failures = new ConcurrentLinkedQueue<>();

  @Test
  public void secretsAreInNoLogLineAndNoFailure() {
    SourceReader reader = SourceReader.start(ALL_LOGGING);
    try (ObjectServer server = ObjectServer.start();
        ProxyServer proxy = ProxyServer.start("user:" + SECRET)) {
      listen(reader.node().system());
      server.put("/file", Content.synthetic(1, 1000));
      String proxyUrl = "http://user:" + SECRET + "@127.0.0.1:" + proxy.port();
      for (String through : List.of("", proxyUrl)) {
        exercise(reader, server, through);
      }
    } finally {
      reader.stop();
    }
    assertFalse("nothing was logged at all", logged.isEmpty());
    assertFalse("nothing failed at all", failures.isEmpty());
    assertEquals(List.of(), withSecret(logged));
    assertEquals(List.of(), withSecret(failures));
  }

  private static List<String> withSecret(Queue<String> texts) {
    return texts.stream().filter(text -> text.contains(SECRET)).toList();
  }

  private void listen(ActorSystem<Void> system) {
    var listener =
        system.systemActorOf(
            Behaviors.<Logging.LogEvent>receiveMessage(
                event -> {
                  logged.add(event.logSource() + " " + event.message());
                  return Behaviors.same();
                }),
            "log-listener",
            akka.actor.typed.Props.empty());
    system
        .classicSystem()
        .eventStream()
        .subscribe(Adapter.toClassic(listener), Logging.LogEvent.class);
  }

  private void exercise(SourceReader reader, ObjectServer server, String proxy) {
    String url =
        server.url("/file").replace("http://", "http://me:" + SECRET + "@")
            + "?Signature="
            + SECRET;
    ParsedLocator parsed = ParsedLocator.parse(url);
    List<SourceSecrets.Header> headers = List.of(new SourceSecrets.Header("X-Token", SECRET));
    SourceSecrets secrets = new SourceSecrets(parsed.url(), headers, proxy);
    HttpDialect dialect = HttpSourceProvider.dialect((HttpLocator) parsed.locator(), secrets);
    ActorSystem<Void> system = reader.node().system();
    Surroundings usual = Surroundings.of(system);
    HttpObjectSource source =
        HttpObjectSource.create(
            dialect,
            SourceOptions.defaults(),
            secrets,
            system,
            new Surroundings(usual.addresses(), Map.of(), usual.privateAddress()));
    Identity identity = reader.await(source.probe()).identity();
    ByteRange range = new ByteRange(0, 500);
    reader.read(source.open(identity, range));
    List<Fault> faults =
        List.of(
            Fault.status(403, Map.of(), "your signature " + SECRET + " is wrong"),
            Fault.status(500, Map.of("X-Secret", SECRET), SECRET),
            Fault.header("Set-Cookie", "\u0001" + SECRET),
            Fault.redirect(302, "ftp://host/?" + SECRET),
            Fault.redirect(302, "http://127.0.0.1:1/?" + SECRET),
            Fault.hugeHeader(200_000),
            Fault.garbageStatusLine(),
            Fault.reset(),
            Fault.resetAfter(100));
    for (Fault fault : faults) {
      server.fault(When.any().once(), fault, Fault.header("Location-Copy", SECRET));
      reader
          .start(source.open(identity, range))
          .handle(
              (bytes, failure) -> {
                if (failure != null) {
                  StringWriter text = new StringWriter();
                  failure.printStackTrace(new PrintWriter(text, true));
                  failures.add(text.toString());
                }
                return null;
              })
          .toCompletableFuture()
          .orTimeout(60, TimeUnit.SECONDS)
          .join();
    }
    reader.await(source.close());
  }
}
