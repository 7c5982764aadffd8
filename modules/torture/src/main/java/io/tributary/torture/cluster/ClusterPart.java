package io.tributary.torture.cluster;

import io.tributary.testkit.network.HostNetwork;
import io.tributary.torture.campaign.Part;
import io.tributary.torture.campaign.Tally;
import io.tributary.torture.campaign.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;

/** Nodes, links and the database fail in every way, while a cluster of three downloads. */
public final class ClusterPart implements Part {
  private static final int FIRST_PORT = 26_000;
  private static final int PORTS = 4_000;

  private static final List<List<Blow>> BRIEF =
      List.of(List.of(Blow.COORDINATOR_KILLED), List.of(Blow.FETCHER_KILLED, Blow.DATABASE_KILLED));

  /** Early enough for the download to be under way still, however slow whoever strikes is. */
  private static final int BRIEF_PERCENT = 20;

  private static final int BRIEF_SECONDS = 20;

  private final List<List<Blow>> fixed;

  private Optional<String> noLinksOrNull;

  private final Queue<LocalCluster> idle = new ArrayDeque<>();

  /** Cases may run side by side. */
  private final AtomicInteger cases = new AtomicInteger();

  /** Cases as they are drawn. */
  public ClusterPart() {
    this(List.of());
  }

  private ClusterPart(List<List<Blow>> fixed) {
    this.fixed = fixed;
  }

  /** A few cases, {@link #briefCases} of them, with given blows; everything else is drawn. */
  public static ClusterPart brief() {
    return new ClusterPart(BRIEF);
  }

  public static int briefCases() {
    return BRIEF.size();
  }

  public static int briefBlows() {
    return BRIEF.stream().mapToInt(List::size).sum();
  }

  @Override
  public String name() {
    return "cluster";
  }

  @Override
  public int weight() {
    return 2;
  }

  @Override
  public Optional<String> obstacle() {
    return System.getProperty("os.name").equals("Linux")
        ? Optional.empty()
        : Optional.of("only on Linux every 127.0.0.N is an address of the machine");
  }

  @Override
  public void run(Trial trial) throws Exception {
    ClusterPlan plan = possible(plan(trial), trial.tally());
    LocalCluster cluster = take();
    Files.writeString(
        trial.directory().resolve("plan"), plan + "\nnodes: " + cluster.directory() + "\n");
    cluster.well(false);
    try (ClusterTrial one = new ClusterTrial(plan, trial, cluster)) {
      one.run();
      cluster.well(true);
    } finally {
      giveBack(cluster);
    }
  }

  /** One that has served another case already, if there is one: starting nodes takes its time. */
  private LocalCluster take() throws IOException {
    synchronized (idle) {
      if (!idle.isEmpty()) {
        return idle.remove();
      }
    }
    boolean hosts = noLinks().isEmpty();
    return LocalCluster.start(
        hosts ? Site.hosts(ClusterPlan.NODES) : Site.loopback(ClusterPlan.NODES), port());
  }

  /** What a case was too much for is not used again. */
  private void giveBack(LocalCluster cluster) throws IOException {
    if (!cluster.isWell()) {
      cluster.close();
      return;
    }
    synchronized (idle) {
      idle.add(cluster);
    }
  }

  @Override
  public void close() throws IOException {
    synchronized (idle) {
      for (LocalCluster cluster : idle) {
        cluster.close();
      }
      idle.clear();
    }
  }

  private ClusterPlan plan(Trial trial) {
    return fixed.isEmpty()
        ? ClusterPlan.draw(trial.random())
        : ClusterPlan.with(trial.random(), fixed.get(trial.id().number() % fixed.size()))
            .allAt(BRIEF_PERCENT, BRIEF_SECONDS);
  }

  /** What is left out on this machine is counted, and told. */
  private ClusterPlan possible(ClusterPlan plan, Tally tally) {
    if (!plan.needsLinks() || noLinks().isEmpty()) {
      return plan;
    }
    plan.blows().stream()
        .filter(planned -> planned.blow().needsLinks())
        .forEach(planned -> tally.count("LEFT OUT HERE/" + planned.blow().title()));
    return plan.withoutLinks();
  }

  /** Why no links can be cut here; empty when they can. Looked at once, when it matters. */
  private synchronized Optional<String> noLinks() {
    if (noLinksOrNull == null) {
      noLinksOrNull = HostNetwork.obstacle();
      noLinksOrNull.ifPresent(why -> System.err.println("cluster: links are not cut: " + why));
    }
    return noLinksOrNull;
  }

  private int port() {
    return FIRST_PORT + cases.getAndIncrement() * 2 % PORTS;
  }
}
