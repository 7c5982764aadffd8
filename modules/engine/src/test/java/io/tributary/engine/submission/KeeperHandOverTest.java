package io.tributary.engine.submission;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.typed.ActorSystem;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.engine.ClusterFixture;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.api.DownloadOptions;
import io.tributary.engine.journal.PostgresDatabases;
import io.tributary.storage.SourceOptions;
import io.tributary.testkit.RecordedRequest;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/** The keeper of the submissions moves from one live node to another, with real downloads. */
public final class KeeperHandOverTest extends JUnitSuite {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int DOWNLOADS = 24;
  private static final int ACTIVE_PER_NODE = 1;
  private static final int SIZE = 2 << 20;
  private static final int BYTES_PER_SECOND = 700_000;

  /** Less than any download as a whole: one that was done twice would show. */
  private static final long MOST_AGAIN = SIZE / 2;

  private ClusterFixture cluster;

  @Before
  public void start() throws Exception {
    Config quick =
        ConfigFactory.parseString(
            """
            tributary.cluster.max-active-downloads = %d
            tributary.submission.poll-interval = 200ms
            tributary.submission.progress-interval = 200ms
            # As in a serving node.
            akka.coordinated-shutdown.phases.cluster-exiting.timeout = 5s
            """
                .formatted(ACTIVE_PER_NODE));
    String database = PostgresDatabases.server().url(PostgresDatabases.fresh());
    Config journal = PostgresDatabases.node(PostgresDatabases.settings(database));
    cluster = new ClusterFixture(Duration.ofSeconds(7), quick.withFallback(journal));
    for (int i = 0; i < DOWNLOADS; i++) {
      cluster.server.put(path(i), content(i));
      cluster.server.fault(When.get(path(i)).ranged(), Fault.trickle(BYTES_PER_SECOND));
    }
  }

  @After
  public void stop() throws Exception {
    cluster.close();
  }

  private static String path(int number) {
    return "/object-" + number;
  }

  private static Content content(int number) {
    return Content.synthetic(100 + number, SIZE);
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private void submitAll(Submissions submissions) throws Exception {
    DownloadOptions one = DownloadOptions.builder().lanes(1).build();
    for (int i = 0; i < DOWNLOADS; i++) {
      String file = cluster.file(path(i)).toString();
      Submitted submitted =
          await(
              submissions.submit(
                  new SubmissionRequest(
                      cluster.server.url(path(i)), SourceOptions.defaults(), file, "", one, "")));
      assertTrue(submitted.toString(), submitted instanceof Submitted.Accepted);
    }
  }

  private static List<Submission> in(Submissions submissions, SubmissionState state)
      throws Exception {
    return await(
            submissions.list(
                new SubmissionQuery(
                    Set.of(state), SubmissionQuery.FROM_THE_NEWEST, SubmissionQuery.MOST)))
        .submissions();
  }

  private static void awaitCompleted(Submissions submissions, int count) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (in(submissions, SubmissionState.COMPLETED).size() < count) {
      assertEquals(List.of(), in(submissions, SubmissionState.FAILED));
      assertTrue(
          in(submissions, SubmissionState.COMPLETED).size()
              + " completed, active: "
              + in(submissions, SubmissionState.ACTIVE),
          System.nanoTime() < end);
      LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
    }
  }

  private long bytesSent(int number) {
    return cluster.server.requests(path(number)).stream()
        .mapToLong(RecordedRequest::bodyBytesSent)
        .sum();
  }

  @Test
  public void eachDownloadIsDoneOnceWhereverTheKeeperIs() throws Exception {
    List<ActorSystem<Void>> nodes = new ArrayList<>();
    for (String name : List.of("a", "b", "c")) {
      nodes.add(cluster.join(name));
      Submissions.get(nodes.get(nodes.size() - 1));
    }
    Submissions submissions = Submissions.get(nodes.get(2));
    submitAll(submissions);

    // The keeper is on the oldest node, and so are the coordinators of a young cluster.
    awaitCompleted(submissions, 2);
    cluster.leave(nodes.get(0));
    int soon = in(submissions, SubmissionState.COMPLETED).size() + 2;
    assertTrue("too few are left to show anything: " + soon, soon < DOWNLOADS - ACTIVE_PER_NODE);
    awaitCompleted(submissions, soon);
    cluster.leave(nodes.get(1));

    awaitCompleted(submissions, DOWNLOADS);
    for (int i = 0; i < DOWNLOADS; i++) {
      assertTrue(path(i), DownloadFixture.holds(cluster.file(path(i)), content(i)));
      long again = bytesSent(i) - SIZE;
      assertTrue(path(i) + ": " + again + " bytes again", again < MOST_AGAIN);
    }
  }
}
