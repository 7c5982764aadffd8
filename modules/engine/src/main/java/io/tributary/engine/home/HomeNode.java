package io.tributary.engine.home;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.Extension;
import akka.actor.typed.ExtensionId;
import akka.cluster.typed.Cluster;
import com.typesafe.config.Config;
import io.tributary.core.failure.Failure;
import io.tributary.core.failure.FailureKind;
import io.tributary.core.failure.TributaryException;
import io.tributary.engine.dataport.ClusterSecret;
import io.tributary.engine.dataport.DataPort;
import io.tributary.engine.dataport.DataPortAddress;
import io.tributary.engine.dataport.DataPortLink;
import io.tributary.engine.dataport.OpenParts;
import io.tributary.engine.dataport.PartSender;
import io.tributary.engine.node.NodeResources;
import io.tributary.engine.placement.Placement;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.SSLContext;

/** What one node is as a home of files, and as a guest of other homes. Thread-safe. */
public final class HomeNode implements Extension {
  private static final Id ID = new Id();

  private final ActorSystem<?> system;
  private final DestinationRoots roots;
  private final DiskWork work;
  private final OpenParts parts = new OpenParts();
  private final Optional<ClusterSecret> secret;
  private final Optional<SSLContext> tls;
  private final Duration patience;
  private final Duration silence;
  private final CompletionStage<DataPortAddress> address;

  private static final class Id extends ExtensionId<HomeNode> {
    @Override
    public HomeNode createExtension(ActorSystem<?> system) {
      return new HomeNode(system);
    }
  }

  private HomeNode(ActorSystem<?> system) {
    this.system = system;
    Config config = system.settings().config().getConfig("tributary");
    roots =
        new DestinationRoots(
            config.getStringList("node.destination-roots").stream().map(Path::of).toList());
    NodeResources node = NodeResources.get(system);
    work = new DiskWork(roots, parts, node.files(), node.fileDispatcher());
    secret = path(config, "cluster.secret-file").map(ClusterSecret::read);
    tls = config.getBoolean("tls.enabled") ? Optional.of(context(config)) : Optional.empty();
    patience = config.getDuration("node.data-port.patience");
    silence = config.getDuration("node.home-silence");
    address =
        config.getBoolean("node.data-port.enabled")
            ? openPort(config.getInt("node.data-port.port"))
            : CompletableFuture.failedStage(noPort().asException());
  }

  private static Optional<Path> path(Config config, String setting) {
    String text = config.getString(setting);
    return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
  }

  private static SSLContext context(Config config) {
    return PemFiles.context(
        Path.of(config.getString("tls.key-file")),
        Path.of(config.getString("tls.cert-file")),
        Path.of(config.getString("tls.ca-file")));
  }

  private CompletionStage<DataPortAddress> openPort(int port) {
    String host = Cluster.get(system).selfMember().address().getHost().orElseThrow();
    return DataPort.open(system, host, port, parts, requireSecret(), tls);
  }

  private ClusterSecret requireSecret() {
    return secret.orElseThrow(
        () ->
            new Failure(
                    FailureKind.USAGE,
                    "use",
                    "the data port",
                    "this node has no secret",
                    "name a file in tributary.cluster.secret-file, the same on every node")
                .asException());
  }

  private static Failure noPort() {
    return new Failure(
        FailureKind.USAGE,
        "write to the disk of",
        "this node",
        "it has no data port, and the other node does not see its files",
        "set tributary.node.data-port.enabled, or use a path that all nodes share");
  }

  public static HomeNode get(ActorSystem<?> system) {
    return ID.apply(system);
  }

  /** Where this node may write. */
  public DestinationRoots roots() {
    return roots;
  }

  /**
   * Before something is done on the disk of {@code home} without a way to ask it.
   *
   * @param home the name of a node; empty for a disk that nodes share
   * @throws TributaryException HOME_AWAY when that is not this node
   */
  public void requireHere(String home) {
    Placement placement = Placement.get(system);
    if (!home.isEmpty() && !placement.selfName().filter(home::equals).isPresent()) {
      throw HomeAway.elsewhere(home, placement.selfName().orElse(placement.self().text()))
          .asException();
    }
  }

  /** What brings a lane's bytes to another node's data port. */
  public PartSender sender(DataPortAddress to, int lane) {
    return new PartSender(new DataPortLink(to, requireSecret(), tls), lane);
  }

  /** How long a home may take over a part. */
  public Duration patience() {
    return patience;
  }

  /** A home that is silent for so long is taken for gone. */
  Duration silence() {
    return silence;
  }

  DiskWork work() {
    return work;
  }

  OpenParts parts() {
    return parts;
  }

  /** Fails when this node has no data port. */
  CompletionStage<DataPortAddress> address() {
    return address;
  }
}
