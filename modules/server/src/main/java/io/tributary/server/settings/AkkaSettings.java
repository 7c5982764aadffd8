package io.tributary.server.settings;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** What a node's settings mean for Akka. */
public final class AkkaSettings {
  private AkkaSettings() {}

  /**
   * The configuration of the actor system.
   *
   * @param journal what the journal's database adds
   */
  public static Config of(NodeSettings node, Config journal) {
    Config loaded = node.config();
    return ConfigFactory.parseMap(given(node))
        .withFallback(journal)
        .withFallback(node.akka())
        .withFallback(loaded.getConfig("tributary.cluster-node"))
        .withFallback(
            loaded
                .getConfig("tributary.local-node")
                .withoutPath("start-timeout")
                .withoutPath("stop-timeout"))
        .withFallback(loaded);
  }

  private static Map<String, Object> given(NodeSettings node) {
    Map<String, Object> given = new HashMap<>();
    List<String> roles = new ArrayList<>(node.roles());
    roles.add("name:" + node.name());
    given.put("akka.cluster.roles", roles);
    for (String place : List.of("canonical", "bind")) {
      given.put("akka.remote.artery." + place + ".hostname", node.artery().host());
      given.put("akka.remote.artery." + place + ".port", node.artery().port());
    }
    given.put("tributary.node.name", node.name());
    // During a rolling update coordinators go to nodes of the new version only: they move once.
    given.put("akka.cluster.app-version", version());
    if (node.tls().enabled()) {
      tls(given, node.tls());
    }
    if (node.joining().way() == NodeSettings.Joining.Way.BOOTSTRAP) {
      bootstrap(given, node.config().getConfig("tributary.cluster.bootstrap"));
    }
    return given;
  }

  /** Of this program. */
  public static String version() {
    Properties properties = new Properties();
    try (InputStream in = AkkaSettings.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  private static void tls(Map<String, Object> given, TlsFiles files) {
    String ssl = "akka.remote.artery.ssl.";
    given.put("akka.remote.artery.transport", "tls-tcp");
    given.put(
        ssl + "ssl-engine-provider", "akka.remote.artery.tcp.ssl.RotatingKeysSSLEngineProvider");
    given.put(ssl + "rotating-keys-engine.key-file", files.key().toString());
    given.put(ssl + "rotating-keys-engine.cert-file", files.certificate().toString());
    given.put(ssl + "rotating-keys-engine.ca-cert-file", files.authority().toString());
  }

  private static void bootstrap(Map<String, Object> given, Config bootstrap) {
    String service = bootstrap.getString("service-name");
    String discovery = "akka.management.cluster.bootstrap.contact-point-discovery.";
    given.put("akka.management.http.hostname", bootstrap.getString("management-host"));
    given.put("akka.management.http.port", bootstrap.getInt("management-port"));
    given.put("akka.discovery.method", bootstrap.getString("discovery"));
    given.put(discovery + "service-name", service);
    given.put(discovery + "required-contact-point-nr", bootstrap.getInt("required-contact-points"));
    if (bootstrap.getString("discovery").equals("config")) {
      List<Map<String, Object>> endpoints =
          bootstrap.getStringList("contact-points").stream()
              .map(text -> HostPort.parse("cluster.bootstrap.contact-points", text))
              .map(point -> Map.<String, Object>of("host", point.host(), "port", point.port()))
              .toList();
      given.put("akka.discovery.config.services." + service + ".endpoints", endpoints);
      // All nodes of one machine have different ports.
      given.put("akka.management.cluster.bootstrap.contact-point.filter-on-fallback-port", false);
    } else {
      given.put(discovery + "port-name", "management");
    }
  }
}
