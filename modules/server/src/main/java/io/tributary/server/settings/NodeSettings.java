package io.tributary.server.settings;

import com.typesafe.config.Config;
import io.tributary.core.failure.TributaryException;
import io.tributary.storage.rules.SourceRules;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * What a serving node is told by its configuration, checked.
 *
 * @param memberSilence after which a member that gives no sign of life counts as gone
 * @param systemName the name of the actor system, the same on all nodes of a cluster
 * @param config all settings, those of libraries included; of the journal's only what the engine
 *     itself reads
 * @param akka what the node's file says of Akka, which comes before all defaults
 */
public record NodeSettings(
    String name,
    String systemName,
    List<String> roles,
    Artery artery,
    Joining joining,
    Journal journal,
    TlsFiles tls,
    HttpSettings http,
    TraceSettings traces,
    Duration joinTimeout,
    Duration leaveTimeout,
    Duration memberSilence,
    Config akka,
    Config config) {

  /** Where the other nodes reach this one. */
  public record Artery(String host, int port) {}

  /**
   * How the node finds the others.
   *
   * @param seeds host:port, for {@code SEEDS}
   */
  public record Joining(Way way, List<HostPort> seeds) {
    /** By what a node finds the others. */
    public enum Way {
      ALONE,
      SEEDS,
      BOOTSTRAP
    }
  }

  /**
   * Where the journal is.
   *
   * @param directory for {@code SQLITE}
   */
  public record Journal(Kind kind, Path directory) {
    /** Which database. */
    public enum Kind {
      SQLITE,
      POSTGRESQL
    }
  }

  /**
   * Reads the settings under {@code tributary}.
   *
   * @param loaded the node's file over the defaults
   * @throws TributaryException USAGE that names the setting
   */
  static NodeSettings of(Config loaded, Config akka) {
    Values values = new Values(loaded.getConfig("tributary"));
    Bounds.require(values);
    requireSources(loaded);
    String name = values.text("node.name");
    TlsFiles tls = TlsFiles.of(values);
    return new NodeSettings(
        name.isEmpty() ? hostName() : nodeName(name),
        values.matching("cluster.name", "[A-Za-z0-9][A-Za-z0-9-]{0,62}", "letters, digits and '-'"),
        roles(values),
        new Artery(values.required("cluster.host"), values.port("cluster.port")),
        joining(values),
        journal(values),
        tls,
        HttpSettings.of(values, tls),
        TraceSettings.of(values),
        values.duration("cluster.join-timeout", "1s", "1h"),
        values.duration("cluster.leave-timeout", "1s", "10m"),
        values.duration("cluster.member-silence", "3s", "1h"),
        akka,
        loaded);
  }

  /** Those who fetch read them themselves. */
  private static void requireSources(Config loaded) {
    try {
      SourceRules.of(loaded);
    } catch (IllegalArgumentException e) {
      throw Values.refused("source", String.valueOf(e.getMessage()));
    }
  }

  private static String nodeName(String text) {
    if (!text.matches("[A-Za-z0-9][A-Za-z0-9.-]{0,252}")) {
      throw Values.refused("node.name", "'" + text + "' has other than letters, digits, '.', '-'");
    }
    return text;
  }

  private static String hostName() {
    try {
      String name = InetAddress.getLocalHost().getHostName();
      return nodeName(name.toLowerCase(Locale.ROOT));
    } catch (UnknownHostException e) {
      throw Values.refused("node.name", "it is not set, and this machine's name is not known");
    }
  }

  private static List<String> roles(Values values) {
    List<String> roles = values.texts("node.roles");
    for (String role : roles) {
      if (!role.equals("coordinator") && !role.equals("fetcher")) {
        throw Values.refused("node.roles", "'" + role + "' is neither coordinator nor fetcher");
      }
    }
    return roles;
  }

  private static Joining joining(Values values) {
    Joining.Way way = values.word("cluster.join", Joining.Way.class);
    List<HostPort> seeds =
        values.texts("cluster.seed-nodes").stream()
            .map(text -> HostPort.parse("cluster.seed-nodes", text))
            .toList();
    if (way == Joining.Way.SEEDS && seeds.isEmpty()) {
      throw Values.refused("cluster.seed-nodes", "it is empty, and join is seeds");
    }
    if (way != Joining.Way.SEEDS && !seeds.isEmpty()) {
      throw Values.refused("cluster.join", "there are seed-nodes, but it is not seeds");
    }
    return new Joining(way, seeds);
  }

  private static Journal journal(Values values) {
    Journal.Kind kind = values.word("journal.kind", Journal.Kind.class);
    if (kind == Journal.Kind.SQLITE && !values.text("cluster.join").equals("alone")) {
      throw Values.refused(
          "journal.kind", "sqlite is for a node that is alone; a cluster needs postgresql");
    }
    String directory = values.text("node.data-directory");
    return new Journal(
        kind,
        directory.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "share", "tributary")
            : Path.of(directory).toAbsolutePath());
  }
}
