package io.tributary.server;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.AskPattern;
import akka.cluster.typed.Cluster;
import akka.stream.javadsl.Sink;
import io.tributary.engine.api.AllowanceChange;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.api.Priority;
import io.tributary.engine.client.ClientActor;
import io.tributary.engine.client.ClientFailure;
import io.tributary.engine.client.ClusterClient;
import io.tributary.engine.client.SubmissionStatus;
import io.tributary.engine.client.TributaryClient;
import io.tributary.engine.placement.NodeId;
import io.tributary.engine.placement.Placement;
import io.tributary.engine.submission.Submission;
import io.tributary.engine.submission.SubmissionState;
import io.tributary.engine.submission.Submissions;
import io.tributary.engine.submission.Submitted;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** From a member that has no roles and no database. */
public final class ClusterClientTest extends ClientContract {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private AskingNode nodes;
  private TributaryClient client;

  @Before
  public void start() throws Exception {
    nodes = new AskingNode(folder.newFolder("state").toPath().resolve("journal.db"));
    root = folder.newFolder("files").toPath().toRealPath();
    client = ClusterClient.of(nodes.service);
    Submissions.get(nodes.worker);
  }

  @After
  public void stop() throws Exception {
    nodes.close();
  }

  @Override
  protected TributaryClient client() {
    return client;
  }

  @Override
  protected ActorSystem<?> system() {
    return nodes.service;
  }

  @Test
  public void itFetchesNothingItself() {
    assertEquals(Set.of("dc-default"), Cluster.get(nodes.service).selfMember().getRoles());
    String id = ((Submitted.Accepted) await(client.download(request("file")))).submission().id();
    assertTrue(
        await(client.progress(id).runWith(Sink.seq(), nodes.service)).stream()
            .flatMap(status -> status.download().stream())
            .flatMap(live -> live.nodes().stream())
            .allMatch(share -> share.node().equals("worker")));
    assertTrue("nobody fetches there", Placement.get(nodes.service).fetchers().size() == 1);
  }

  @Test
  public void aCallWaitsForANodeThatHasTheDatabase() throws Exception {
    try (AskingNode late =
        new AskingNode(folder.newFolder("late").toPath().resolve("journal.db"))) {
      CompletionStage<Submitted> submitted =
          ClusterClient.of(late.service).download(request("file"));
      TestProbe<Object> clock = TestProbe.create(late.service);
      clock.expectNoMessage(Duration.ofSeconds(1));
      assertTrue(!submitted.toCompletableFuture().isDone());

      // It has the role, and so begins with that.
      ClusterClient.of(late.worker);

      assertTrue(await(submitted) instanceof Submitted.Accepted);
    }
  }

  @Test
  public void onlyMembersThatFetchAreGreetedAsSuch() {
    Set<NodeId> greeted = ConcurrentHashMap.newKeySet();
    Set<NodeId> all = ConcurrentHashMap.newKeySet();
    Placement placement = Placement.get(nodes.worker);
    placement.greet("test", roles -> roles.contains(Placement.FETCHER), greeted::add);
    placement.greet("test-all", roles -> true, all::add);
    TestProbe.create(nodes.worker)
        .awaitAssert(
            PATIENCE,
            () -> {
              assertEquals(2, all.size());
              assertEquals(Set.of(placement.self()), greeted);
              return all;
            });
  }

  @Test
  public void anActorAsksAndWatches() {
    ActorRef<ClientActor.Command> actor =
        nodes.service.systemActorOf(ClientActor.create(client), "client", Props.empty());
    Submitted submitted =
        await(
            AskPattern.<ClientActor.Command, Submitted>askWithStatus(
                actor,
                replyTo -> new ClientActor.Download(request("file"), replyTo),
                PATIENCE,
                nodes.service.scheduler()));
    String id = ((Submitted.Accepted) submitted).submission().id();
    TestProbe<SubmissionStatus> watcher = TestProbe.create(nodes.service);

    SubmissionStatus end =
        await(
            AskPattern.<ClientActor.Command, SubmissionStatus>askWithStatus(
                actor,
                replyTo -> new ClientActor.Watch(id, watcher.getRef(), replyTo),
                PATIENCE,
                nodes.service.scheduler()));

    assertEquals(SubmissionState.COMPLETED, end.state());
    assertEquals(id, watcher.receiveMessage(PATIENCE).id());
    ClientFailure unfit =
        failureOf(
            AskPattern.<ClientActor.Command, Submission>askWithStatus(
                actor,
                replyTo -> new ClientActor.Pause(id, replyTo),
                PATIENCE,
                nodes.service.scheduler()));
    assertTrue(unfit.toString(), unfit instanceof ClientFailure.Wrong);
  }

  @Test
  public void anActorChangesWhatADownloadMayUse() {
    ActorRef<ClientActor.Command> actor =
        nodes.service.systemActorOf(ClientActor.create(client), "client", Props.empty());
    DownloadOptions crawling = DownloadOptions.builder().limitBytesPerSecond(1000).lanes(1).build();
    String id = await(client.download(request("file").withOptions(crawling))).orThrow().id();

    Submission changed =
        await(
            AskPattern.<ClientActor.Command, Submission>askWithStatus(
                actor,
                replyTo ->
                    new ClientActor.Change(
                        id,
                        AllowanceChange.NONE.withBytesPerSecond(0).withPriority(Priority.LOW),
                        replyTo),
                PATIENCE,
                nodes.service.scheduler()));

    assertEquals(0, changed.allowance().bytesPerSecond());
    assertEquals(Priority.LOW, changed.allowance().priority());
    assertEquals(
        SubmissionState.COMPLETED,
        await(client.progress(id).runWith(Sink.last(), nodes.service)).state());
  }
}
