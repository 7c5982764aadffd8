package com.example.mirror;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Join;
import akka.stream.javadsl.Sink;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.Priority;
import io.tributary.engine.client.ClusterClient;
import io.tributary.engine.client.SubmissionStatus;
import io.tributary.engine.client.TributaryClient;
import io.tributary.engine.journal.SqliteJournal;
import io.tributary.engine.node.LocalNode;
import io.tributary.engine.submission.Submission;
import io.tributary.engine.submission.SubmissionRequest;
import io.tributary.engine.submission.SubmissionState;
import io.tributary.server.ClusterNode;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Assert;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** The example, run as it is: against real sockets, and a node by each of the three ways. */
public final class MirrorTest extends JUnitSuite {
  private static final Content LINES =
      Content.of("one line\n".repeat(200_000).getBytes(StandardCharsets.UTF_8));

  /** As nginx lists a directory. */
  private static final String INDEX =
      """
      <html>
      <head><title>Index of /tree/</title></head>
      <body>
      <h1>Index of /tree/</h1><hr><pre><a href="../">../</a>
      <a href="lines">lines</a>          21-Nov-2026 08:00             1800000
      <a href="scrap.tmp">scrap.tmp</a>      21-Nov-2026 08:00                   9
      </pre><hr></body>
      </html>
      """
          .replace("\n", "\r\n");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private final ObjectServer objects = ObjectServer.start();
  private Path root;

  @Before
  public void putObject() throws Exception {
    objects.put("/lines", LINES);
    objects.put("/tree/", Content.of(INDEX.getBytes(StandardCharsets.UTF_8)));
    objects.put("/tree/lines", LINES);
    root = folder.getRoot().toPath().toRealPath();
  }

  @After
  public void close() {
    objects.close();
  }

  private static <T> T await(CompletionStage<T> stage) {
    return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
  }

  private void mirrors(ActorSystem<?> system, TributaryClient client) throws Exception {
    Mirror mirror = new Mirror(system, client);
    Path file = root.resolve("mirrored");

    assertEquals(
        SubmissionState.COMPLETED,
        await(mirror.download(objects.url("/lines"), file, said -> {})).state());
    assertArrayEquals(LINES.toByteArray(), Files.readAllBytes(file));
    assertEquals(200_000, (long) await(mirror.lines(objects.url("/lines"))));
    assertEquals("one l", await(mirror.head(objects.url("/lines"), 5)).utf8String());
    CompletionException missing =
        Assert.assertThrows(
            CompletionException.class, () -> await(mirror.lines(objects.url("/missing"))));
    assertEquals("never", Mirror.whatNow(missing));
    hurries(system, client, mirror);
    asksAsActors(system, client, file);
    bringsATree(system, client, mirror);
  }

  private void hurries(ActorSystem<?> system, TributaryClient client, Mirror mirror) {
    SubmissionRequest crawling =
        SubmissionRequest.of(objects.url("/lines"), root.resolve("slow").toString())
            .withOptions(DownloadOptions.builder().limitBytesPerSecond(1000).build());
    String id = await(client.download(crawling)).orThrow().id();
    Submission changed = await(mirror.hurry(id));
    assertEquals(20_000_000, changed.allowance().bytesPerSecond());
    assertEquals(Priority.HIGH, changed.allowance().priority());
    assertEquals(
        SubmissionState.COMPLETED, await(client.progress(id).runWith(Sink.last(), system)).state());
  }

  private void bringsATree(ActorSystem<?> system, TributaryClient client, Mirror mirror)
      throws Exception {
    Path tree = root.resolve("tree");
    String id = await(mirror.downloadAll(objects.url("/tree/"), tree));
    SubmissionStatus last = await(client.progress(id).runWith(Sink.last(), system));
    assertEquals(last.toString(), SubmissionState.COMPLETED, last.state());
    assertArrayEquals(LINES.toByteArray(), Files.readAllBytes(tree.resolve("lines")));
    try (Stream<Path> files = Files.list(root)) {
      assertTrue(files.anyMatch(root.resolve("tree.receipt.jsonl")::equals));
    }
    try (Stream<Path> files = Files.list(tree)) {
      assertEquals("not what is excluded", 1, files.count());
    }
  }

  private void asksAsActors(ActorSystem<?> system, TributaryClient client, Path file) {
    ActorRef<MirrorActor.Command> actor =
        system.systemActorOf(
            MirrorActor.create(MirrorMain.actor(system, client)), "mirror", Props.empty());
    Duration patience = Duration.ofSeconds(60);
    String id =
        await(
            AskPattern.<MirrorActor.Command, String>ask(
                actor,
                replyTo ->
                    new MirrorActor.Fetch(objects.url("/lines"), root.resolve("by-actor"), replyTo),
                patience,
                system.scheduler()));
    assertTrue(id, id.matches("[0-9a-f]{32}"));
    String refused =
        await(
            AskPattern.<MirrorActor.Command, String>ask(
                actor,
                replyTo -> new MirrorActor.Fetch("gopher://x/y", file, replyTo),
                patience,
                system.scheduler()));
    assertTrue(refused, refused.startsWith("ask somebody: "));
  }

  @Test
  public void theProgramDownloadsAndCounts() throws Exception {
    PrintStream before = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    Path file = root.resolve("file");
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      MirrorMain.main(
          new String[] {
            root.resolve("downloads.sqlite").toString(), objects.url("/lines"), file.toString()
          });
    } finally {
      System.setOut(before);
    }
    String said = printed.toString(StandardCharsets.UTF_8);
    assertTrue(said, said.endsWith("COMPLETED, 200000 lines" + System.lineSeparator()));
    assertArrayEquals(LINES.toByteArray(), Files.readAllBytes(file));
  }

  @Test
  public void itRunsWithANodeInsideTheProcess() throws Exception {
    try (LocalNode node = LocalNode.start(root.resolve("downloads.sqlite"))) {
      mirrors(node.system(), ClusterClient.of(node.system()));
    }
  }

  @Test
  public void itRunsAsAMemberThatOnlyAsks() throws Exception {
    Config open =
        ConfigFactory.parseString(
                "tributary.local-node.akka { remote.artery.untrusted-mode = off,"
                    + " coordinated-shutdown.run-by-actor-system-terminate = off }")
            .withFallback(ConfigFactory.load());
    ActorSystem<Void> node =
        ActorSystem.create(
            Behaviors.empty(),
            "mirrored",
            LocalNode.config(SqliteJournal.open(root.resolve("downloads.sqlite")), open));
    ActorSystem<Void> member = null;
    try {
      var address = Cluster.get(node).selfMember().address();
      Cluster.get(node).manager().tell(Join.create(address));
      ClusterClient.of(node);
      member = MirrorMain.member("mirrored", List.of(address));
      mirrors(member, ClusterClient.of(member));
    } finally {
      for (ActorSystem<Void> system : Arrays.asList(member, node)) {
        if (system != null) {
          system.terminate();
          await(system.getWhenTerminated());
        }
      }
    }
  }

  @Test
  public void itRunsOutsideOfTheCluster() throws Exception {
    Path file =
        Files.writeString(
            root.resolve("node.conf"),
            """
            tributary {
              node { name = "one", data-directory = "%1$s/data" }
              cluster { join = "alone", port = 0 }
              http { port = 0, token-file = "%1$s/token", create-token-file = on }
            }
            """
                .formatted(root));
    ClusterNode node = ClusterNode.start(file, said -> {});
    ActorSystem<Void> outside = ActorSystem.create(Behaviors.empty(), "outside");
    try {
      String token = Files.readString(root.resolve("token")).strip();
      mirrors(outside, MirrorMain.outside(outside, URI.create(node.url()), token, null));
    } finally {
      outside.terminate();
      await(outside.getWhenTerminated());
      node.close();
    }
  }
}
