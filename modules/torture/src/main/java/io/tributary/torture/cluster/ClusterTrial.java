package io.tributary.torture.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.torture.arena.FinalName;
import io.tributary.torture.campaign.Claim;
import io.tributary.torture.campaign.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One object on its way through a cluster that has bad luck. */
final class ClusterTrial implements AutoCloseable {
  private static final String PATH = "/object";
  private static final int MOST_BLOWS = 3;

  /** After the last blow; a node that was given up takes half a minute to be replaced. */
  private static final long LONGEST_SECONDS = 180;

  private final Trial trial;
  private final LocalCluster cluster;
  private final ObjectServer server = ObjectServer.start();
  private final Content content;
  private final FinalName finalName;

  ClusterTrial(Trial trial, LocalCluster cluster) {
    this.trial = trial;
    this.cluster = cluster;
    long sizeBytes = (16L + trial.random().nextInt(112)) << 20;
    this.content = Content.synthetic(sizeBytes, sizeBytes);
    this.finalName = new FinalName(cluster.files().resolve("file"));
  }

  void run() throws Exception {
    Random random = trial.random();
    server.put(PATH, content);
    // Six lanes or so: the object takes 5 to 25 s when nothing goes wrong.
    long rate = content.sizeBytes() / (6L * (5 + random.nextInt(20)));
    server.fault(When.get(PATH), Fault.trickle(rate));
    finalName.allow(content);
    finalName.open();
    NodeProcess first = cluster.nodes().get(random.nextInt(cluster.nodes().size()));
    String id = cluster.client().submit(first, server.url(PATH), finalName.path().toString());
    int blows = 1 + random.nextInt(MOST_BLOWS);
    for (int i = 0; i < blows; i++) {
      awaitBytes(content.sizeBytes() * random.nextInt(90) / 100, id);
      Blow blow = Blow.draw(random);
      blow.strike(cluster, random);
      trial.tally().count("blows/" + blow.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }
    awaitEnd(id);
    check();
  }

  /** Nothing to wait for when it is done already. */
  private void awaitBytes(long bytes, String id) throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    while (server.bytesSent() < bytes && !"completed".equals(state(id))) {
      Claim.that(System.nanoTime() < deadline, "it does not go on: " + show(id));
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private void awaitEnd(String id) throws Exception {
    cluster.nodes().forEach(NodeProcess::start);
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
    for (String state = state(id); !"completed".equals(state); state = state(id)) {
      Claim.that(!"cancelled".equals(state), "nobody cancelled it: " + show(id));
      Claim.that(System.nanoTime() < deadline, "it does not end: " + show(id));
      TimeUnit.MILLISECONDS.sleep(200);
    }
  }

  private String state(String id) throws IOException {
    return show(id).map(shown -> shown.path("state").asText()).orElse("");
  }

  private Optional<JsonNode> show(String id) throws IOException {
    return cluster.client().show(cluster.nodes(), id);
  }

  private void check() throws IOException {
    finalName.check();
    Claim.that(finalName.holds(content), "completed without the right bytes");
    try (Stream<Path> files = Files.list(cluster.files())) {
      List<String> names = files.map(file -> file.getFileName().toString()).toList();
      Claim.that(names.equals(List.of("file")), "left behind: " + names);
    }
    trial
        .tally()
        .measure("most bytes sent twice in the cluster", server.bytesSent() - content.sizeBytes());
  }

  @Override
  public void close() {
    finalName.close();
    server.close();
  }
}
