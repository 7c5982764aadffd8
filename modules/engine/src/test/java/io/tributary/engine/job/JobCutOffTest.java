package io.tributary.engine.job;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import akka.actor.typed.ActorSystem;
import io.tributary.core.locator.FileLocator;
import io.tributary.core.locator.ParsedLocator;
import io.tributary.engine.ClusterFixture;
import io.tributary.engine.DownloadFixture;
import io.tributary.engine.Job;
import io.tributary.engine.Tributary;
import io.tributary.engine.api.JobOptions;
import io.tributary.engine.api.JobRequest;
import io.tributary.engine.api.JobResult;
import io.tributary.storage.SourceOptions;
import io.tributary.storage.SourceSecrets;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/**
 * A node that is cut off goes on running, and its connections to the server go on bringing bytes:
 * those of objects that are others by now.
 */
public final class JobCutOffTest extends JUnitSuite {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int SLOW_PER_BATCH = 4;

  /** In each batch one is in each of its first slices, so that every node has some. */
  private static final int BATCHES = 4;

  private static final int SLOW = BATCHES * SLOW_PER_BATCH;

  /** A slow object takes twelve seconds: much longer than it takes to give it to another. */
  private static final int SLOW_BYTES = 24_000;

  private static final int BYTES_PER_SECOND = 2000;

  private final AtomicBoolean cut = new AtomicBoolean();
  private ClusterFixture cluster;

  @Before
  public void start() throws Exception {
    cluster = new ClusterFixture(Duration.ofMinutes(5));
    List<String> lines = new ArrayList<>();
    for (int batch = 0; batch < BATCHES; batch++) {
      for (int i = 0; i < Batch.MOST_ITEMS; i++) {
        boolean isSlow = i % (Batch.MOST_ITEMS / SLOW_PER_BATCH) == 0;
        String path =
            isSlow
                ? slow(batch * SLOW_PER_BATCH + i * SLOW_PER_BATCH / Batch.MOST_ITEMS)
                : "/quick-" + batch + "-" + i;
        cluster.server.put(path, isSlow ? Content.synthetic(1, SLOW_BYTES) : Content.of(path));
        lines.add(cluster.server.url(path) + "\t" + path.substring(1));
        if (isSlow) {
          cluster.server.fault(
              When.get(path).and("before the cut", request -> !cut.get()),
              Fault.trickle(BYTES_PER_SECOND));
        }
      }
    }
    Files.write(cluster.file("/list"), lines);
  }

  @After
  public void stop() throws Exception {
    cluster.close();
  }

  private static String slow(int number) {
    return "/slow-" + number;
  }

  private boolean underWay(String path) {
    return cluster.server.requests(path).stream().anyMatch(request -> !request.finished());
  }

  private static void await(String what, BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertTrue(what, System.nanoTime() < end);
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }

  @Test
  public void whatANodeBringsThatIsCutOffReplacesNothing() throws Exception {
    ActorSystem<Void> a = cluster.join("a");
    ActorSystem<Void> b = cluster.join("b");
    Job job = Tributary.get(a).startJob(request());
    await("each node has slow ones", () -> underWayNow() >= 2 * JobWorker.LEAST);

    Content changed = Content.synthetic(2, SLOW_BYTES);
    for (int number = 0; number < SLOW; number++) {
      cluster.server.put(slow(number), changed);
    }
    cut.set(true);
    Map<String, Integer> before =
        slowOnes().collect(Collectors.toMap(path -> path, path -> asked(path)));
    cluster.cutOff(b);
    await(
        "another brings what it had",
        () -> !again(before).isEmpty() && holdsAll(again(before), changed));

    JobResult result =
        job.result().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    await("all requests are over", () -> underWayNow() == 0);
    assertEquals(
        (long) BATCHES * Batch.MOST_ITEMS, result.counts().fetched() + result.counts().kept());
    assertTrue("what another brought is there", holdsAll(again(before), changed));
  }

  private JobRequest request() {
    return new JobRequest(
        new ParsedLocator(new FileLocator(cluster.file("/list").toString()), ""),
        true,
        cluster.file("/root"),
        null,
        SourceOptions.defaults(),
        SourceSecrets.none(),
        JobOptions.defaults());
  }

  private static Stream<String> slowOnes() {
    return IntStream.range(0, SLOW).mapToObj(JobCutOffTest::slow);
  }

  private int asked(String path) {
    return cluster.server.requests(path).size();
  }

  /** Slow ones that had been asked for, and were asked for once more since the cut. */
  private List<String> again(Map<String, Integer> before) {
    return slowOnes()
        .filter(path -> before.get(path) > 0 && asked(path) > before.get(path))
        .toList();
  }

  private boolean holdsAll(List<String> paths, Content content) {
    try {
      for (String path : paths) {
        Path file = cluster.file("/root" + path);
        if (!Files.exists(file) || !DownloadFixture.holds(file, content)) {
          return false;
        }
      }
      return true;
    } catch (IOException replacedJustNow) {
      return false;
    }
  }

  private long underWayNow() {
    long now = 0;
    for (int number = 0; number < SLOW; number++) {
      now += underWay(slow(number)) ? 1 : 0;
    }
    return now;
  }
}
