package io.tributary.server;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import io.tributary.core.failure.FailureKind;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.client.ClientFailure;
import io.tributary.engine.client.HttpClient;
import io.tributary.engine.client.TributaryClient;
import io.tributary.engine.client.http.ControlAddress;
import io.tributary.engine.submission.SubmissionRequest;
import io.tributary.engine.submission.Submitted;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.network.FreePorts;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Test;

/** From a program that is no member of the cluster, with an actor system that is none at all. */
public final class HttpClientTest extends ClientContract {
  private static final String QUICK = "tributary.submission { progress-interval = 200ms }\n";
  private static final Path MAKE_CA =
      Path.of("../../scripts/make-test-ca").toAbsolutePath().normalize();
  private static final String TOKEN = "0123456789abcdef0123456789abcdef";

  private final ActorSystem<Void> system =
      ActorSystem.create(
          Behaviors.empty(),
          "outside",
          ConfigFactory.parseString("akka.loglevel = WARNING").withFallback(ConfigFactory.load()));
  private Path directory;
  private RunningNode node;
  private TributaryClient client;

  @Before
  public void start() throws Exception {
    directory = folder.newFolder("node").toPath().toRealPath();
    root = folder.newFolder("files").toPath().toRealPath();
    node = RunningNode.start(directory, QUICK);
    client = to(node.url("/"), token());
  }

  @After
  public void stop() throws Exception {
    node.close();
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(60, TimeUnit.SECONDS);
  }

  private String token() throws IOException {
    return Files.readString(directory.resolve("token")).strip();
  }

  private TributaryClient to(URI server, String token) {
    return HttpClient.of(system, new ControlAddress(server, token, null));
  }

  @Override
  protected TributaryClient client() {
    return client;
  }

  @Override
  protected ActorSystem<?> system() {
    return system;
  }

  @Test
  public void aWrongTokenIsRefusedAtOnce() {
    ClientFailure refused = failureOf(to(node.url("/"), TOKEN).status("0123456789abcdef"));
    assertTrue(refused.toString(), refused instanceof ClientFailure.Denied);
    assertFalse(refused.toString(), refused.toString().contains(TOKEN));
    assertFalse(new ControlAddress(node.url("/"), TOKEN, null).toString().contains(TOKEN));
  }

  /** Of the answer to a request with a body, the JDK's connection gives away the status alone. */
  @Test
  public void aWrongTokenIsSaidAlsoWhereSomethingWasSent() {
    ClientFailure refused = failureOf(to(node.url("/"), TOKEN).download(request("file")));
    assertTrue(refused.toString(), refused instanceof ClientFailure.Denied);
    assertEquals("it does not know this token", refused.failure().reason());
    ClientFailure asked = failureOf(to(node.url("/"), "").download(request("file")));
    assertTrue(asked.toString(), asked instanceof ClientFailure.Denied);
    assertEquals("it asks for its token", asked.failure().reason());
  }

  @Test
  public void httpsIsTrustedByTheAuthorityThatIsNamed() throws Exception {
    Path made = root.resolve("ca");
    Process authority =
        new ProcessBuilder(MAKE_CA.toString(), made.toString(), "one=127.0.0.1")
            .inheritIO()
            .start();
    boolean ended = authority.waitFor(120, TimeUnit.SECONDS);
    authority.destroyForcibly();
    assertTrue("make-test-ca does not end", ended);
    assertEquals("make-test-ca needs openssl", 0, authority.exitValue());
    Path secure = folder.newFolder("secure").toPath().toRealPath();
    String tls =
        """
        tributary.http.tls = on
        tributary.tls {
          enabled = on
          key-file = "%1$s/tls.key", cert-file = "%1$s/tls.crt", ca-file = "%1$s/ca.crt"
        }
        """
            .formatted(made.resolve("one"));
    try (RunningNode https = RunningNode.start(secure, QUICK + tls)) {
      String token = Files.readString(secure.resolve("token")).strip();
      Path trusted = made.resolve("ca.crt");
      assertTrue(
          await(
                  HttpClient.of(system, new ControlAddress(https.url("/"), token, trusted))
                      .download(request("file")))
              instanceof Submitted.Accepted);
      ClientFailure untrusted = failureOf(to(https.url("/"), token).status("0123456789abcdef"));
      assertEquals("its certificate is not trusted", untrusted.failure().reason());
    }
  }

  @Test
  public void anAddressThatIsNoneIsRefused() {
    for (String wrong : new String[] {"ftp://127.0.0.1", "http://user:word@127.0.0.1", "node:1"}) {
      Assert.assertThrows(
          wrong, IllegalArgumentException.class, () -> to(URI.create(wrong), TOKEN));
    }
    Assert.assertThrows(IllegalArgumentException.class, () -> to(node.url("/"), "two\r\nlines"));
  }

  @Test
  public void itWaitsForANodeThatIsAway() throws Exception {
    int port = FreePorts.onLoopback();
    CompletionStage<Submitted> submitted =
        to(URI.create("http://127.0.0.1:" + port), token()).download(request("file"));
    Path other = folder.newFolder("late").toPath().toRealPath();
    Files.copy(directory.resolve("token"), other.resolve("token"));
    Files.setPosixFilePermissions(
        other.resolve("token"), Files.getPosixFilePermissions(directory.resolve("token")));
    assertFalse(submitted.toCompletableFuture().isDone());

    try (RunningNode late =
        RunningNode.start(other, QUICK + "tributary.http.port = " + port + "\n")) {
      assertTrue(await(submitted) instanceof Submitted.Accepted);
    }
  }

  @Test
  public void aRequestWhoseAnswerWasLostIsDoneOnce() throws Exception {
    // Small, so that it has ended when it is asked for again: by its name alone it is known.
    objects.put("/small", Content.synthetic(3, 1000));
    SubmissionRequest small =
        SubmissionRequest.of(objects.url("/small"), root.resolve("small").toString());
    try (LosingRelay relay = new LosingRelay(node.url("/").getPort(), 4)) {
      Submitted submitted =
          await(to(URI.create("http://127.0.0.1:" + relay.port()), token()).download(small));

      assertEquals("answers were lost", 0, relay.toLose());
      assertTrue(submitted.toString(), submitted instanceof Submitted.Attached);
      assertEquals(1, submitted.orThrow().sequence());
    }
  }

  @Test
  public void whatTheApiHasNoWordForIsNotPassedOver() {
    SubmissionRequest withTime =
        request("file").withOptions(DownloadOptions.builder().keepTime(true).build());
    ClientFailure refused = failureOf(client.download(withTime));
    assertEquals(FailureKind.USAGE, refused.failure().kind());
    assertTrue(refused.failure().reason(), refused.failure().reason().contains("time"));
  }
}
