package io.tributary.torture.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.torture.arena.FinalName;
import io.tributary.torture.campaign.Campaign;
import io.tributary.torture.campaign.Claim;
import io.tributary.torture.campaign.Tally;
import io.tributary.torture.campaign.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One object on its way through a cluster that has bad luck. */
final class ClusterTrial implements AutoCloseable {
  private static final String PATH = "/object";
  private static final int STEP_MILLIS = 200;

  /** Only a hang takes as long, after the last blow. */
  private static final long LONGEST_SECONDS = 240;

  private final ClusterPlan plan;
  private final Tally tally;
  private final LocalCluster cluster;
  private final int removalsBefore;
  private final Path directory;
  private final ObjectServer server;
  private final Content content;
  private final FinalName finalName;
  private String id;
  private final Standstill standstill = Standstill.start();
  private boolean survived;

  ClusterTrial(ClusterPlan plan, Trial trial, LocalCluster cluster) throws IOException {
    this.plan = plan;
    this.tally = trial.tally();
    this.cluster = cluster;
    this.removalsBefore = cluster.removals();
    this.server = ObjectServer.builder().bindAddress(cluster.hub()).start();
    this.content = Content.synthetic(plan.sizeBytes(), plan.sizeBytes());
    Path disk = plan.home() < 0 ? cluster.shared() : cluster.disk(plan.home());
    this.directory = Files.createDirectory(disk.resolve("case-" + trial.id().number()));
    this.finalName = new FinalName(directory.resolve("file"));
  }

  private String destination() {
    String host = plan.home() < 0 ? "" : "file://" + cluster.nodes().get(plan.home()).name();
    return host + finalName.path();
  }

  void run() throws IOException {
    server.put(PATH, content);
    server.fault(When.get(PATH), Fault.trickle(plan.bytesPerSecond() / ClusterPlan.LANES));
    finalName.allow(content);
    finalName.open();
    NodeProcess asked = cluster.nodes().get(plan.submitTo());
    id = cluster.client().submit(asked, server.url(PATH), destination(), ClusterPlan.LANES);
    Scene scene = new Scene(cluster, id, tally);
    for (PlannedBlow planned : plan.blows()) {
      awaitBytes(content.sizeBytes() * planned.atPercent() / 100);
      boolean early = !completed();
      planned.blow().strike(scene, planned);
      tally.count(
          (early && !scene.ended() ? "blows/" : "blows after the end/") + planned.blow().title());
    }
    long overNanos = System.nanoTime();
    awaitEnd();
    long endedNanos = System.nanoTime();
    cluster.awaitWhole();
    check();
    count(endedNanos - overNanos);
    survived = true;
  }

  /** Nothing to wait for when it is done already. */
  private void awaitBytes(long bytes) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (server.bytesSent() < bytes && !completed()) {
      Claim.that(System.nanoTime() < deadline, "it does not go on: " + show());
      cluster.pause(STEP_MILLIS);
    }
  }

  private void awaitEnd() throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (!completed()) {
      Claim.that(System.nanoTime() < deadline, "it does not end: " + show());
      cluster.pause(STEP_MILLIS);
    }
  }

  private boolean completed() throws IOException {
    String state = cluster.client().state(cluster.nodes(), id);
    Claim.that(
        !List.of("failed", "cancelled", "paused").contains(state), "it has ended: " + show());
    return state.equals("completed");
  }

  private Optional<JsonNode> show() throws IOException {
    return cluster.client().show(cluster.nodes(), id);
  }

  private void check() throws IOException {
    finalName.check();
    Claim.that(finalName.holds(content), "completed without the right bytes");
    Claim.that(
        finalName.appearances() == 1, "it was published so often: " + finalName.appearances());
    requireNothing(directory, "file");
    long again = server.bytesSent() - content.sizeBytes();
    int removals = cluster.removals() - removalsBefore;
    Duration stoodStill = standstill.total();
    long most = Cost.mostBytes(plan, removals, stoodStill);
    Claim.that(
        again <= most,
        again + " bytes were sent again, more than " + most + "; stood still " + stoodStill);
  }

  private static void requireNothing(Path directory, String but) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      List<String> names =
          files.map(file -> file.getFileName().toString()).filter(n -> !n.equals(but)).toList();
      Claim.that(names.isEmpty(), "left behind: " + names);
    }
  }

  private void count(long sinceBlowsNanos) {
    tally.count(plan.home() < 0 ? "files/on a shared disk" : "files/on the disk of one node");
    tally.count(
        "nodes/removed by the cluster, exit code 1, started again",
        cluster.removals() - removalsBefore);
    tally.measure(
        "seconds from the end of the last blow to the end of the download, at most",
        TimeUnit.NANOSECONDS.toSeconds(sinceBlowsNanos));
    long again = Math.max(0, server.bytesSent() - content.sizeBytes());
    tally.measure("bytes sent again in one download, at most", again);
    if (plan.blows().size() == 1) {
      tally.measure(
          "milliseconds of traffic sent again after "
              + plan.blows().get(0).blow().title()
              + ", at most",
          again * 1000 / plan.bytesPerSecond());
    }
  }

  @Override
  public void close() {
    standstill.close();
    finalName.close();
    server.close();
    if (survived) {
      Campaign.delete(directory);
    }
  }
}
