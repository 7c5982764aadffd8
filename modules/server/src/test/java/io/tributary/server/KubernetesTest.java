package io.tributary.server;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.tributary.server.settings.AkkaSettings;
import io.tributary.server.settings.NodeFile;
import io.tributary.server.settings.NodeSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** The manifests for Kubernetes fit each other, and the node that reads its part of them. */
public final class KubernetesTest extends JUnitSuite {
  private static final Path DIRECTORY =
      Path.of("../../config/kubernetes").toAbsolutePath().normalize();
  private static final Path OPERATIONS =
      Path.of("../../docs/operations.md").toAbsolutePath().normalize();
  private static final String SECRETS = "/run/tributary";
  private static final Pattern PORT =
      Pattern.compile("- name: ([a-z]+)\\n\\s+containerPort: (\\d+)");

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private String conf;
  private String pods;
  private NodeSettings settings;

  @Before
  public void read() throws IOException {
    conf = text("node.conf");
    pods = text("nodes.yaml");
    settings = NodeFile.read(asInAPod());
  }

  private static String text(String name) throws IOException {
    return Files.readString(DIRECTORY.resolve(name));
  }

  /** As a pod sees it: what it says of itself in the environment, and the secrets mounted. */
  private Path asInAPod() throws IOException {
    Path root = folder.getRoot().toPath().toRealPath();
    Files.writeString(root.resolve("tls.key"), "-----BEGIN PRIVATE KEY-----\n");
    Files.writeString(root.resolve("tls.crt"), "-----BEGIN CERTIFICATE-----\n");
    Files.writeString(root.resolve("ca.crt"), "-----BEGIN CERTIFICATE-----\n");
    return Files.writeString(
        root.resolve("node.conf"),
        conf.replace("${POD_NAME}", "tributary-0")
            .replace("${POD_IP}", "10.0.0.7")
            .replace(SECRETS, root.toString()));
  }

  private static Set<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  public void aNodeReadsItsConfiguration() {
    assertEquals("tributary-0", settings.name());
    assertEquals("10.0.0.7", settings.artery().host());
    assertEquals(NodeSettings.Joining.Way.BOOTSTRAP, settings.joining().way());
    assertEquals(NodeSettings.Journal.Kind.POSTGRESQL, settings.journal().kind());
    assertTrue(settings.tls().enabled() && settings.http().tls());
  }

  @Test
  public void itsPortsAreThoseOfThePods() {
    Config config = settings.config();
    Map<String, Integer> served = new TreeMap<>();
    for (MatchResult match : PORT.matcher(pods).results().toList()) {
      served.put(match.group(1), Integer.valueOf(match.group(2)));
    }
    assertEquals(
        Map.of(
            "artery", settings.artery().port(),
            "data", config.getInt("tributary.node.data-port.port"),
            "management", config.getInt("tributary.cluster.bootstrap.management-port"),
            "api", settings.http().port()),
        served);
  }

  @Test
  public void theDiscoveryLooksForThesePods() throws IOException {
    Config akka = AkkaSettings.of(settings, ConfigFactory.empty()).resolve();
    assertEquals("kubernetes-api", akka.getString("akka.discovery.method"));
    Config discovery = akka.getConfig("akka.management.cluster.bootstrap.contact-point-discovery");
    assertEquals("management", discovery.getString("port-name"));
    assertEquals("app=%s", akka.getString("akka.discovery.kubernetes-api.pod-label-selector"));
    for (String name : List.of("nodes.yaml", "network.yaml", "access.yaml", "data.yaml")) {
      assertEquals(
          name, Set.of(discovery.getString("service-name")), found("app: (\\S+)", text(name)));
    }
    assertTrue(
        text("access.yaml")
            .contains("resources: [\"pods\"]\n    verbs: [\"get\", \"list\", \"watch\"]"));
    assertEquals(Set.of("tributary"), found("serviceAccountName: (\\S+)", pods));
    int replicas = Integer.parseInt(found("replicas: (\\d+)", pods).iterator().next());
    assertEquals("a majority", replicas / 2 + 1, discovery.getInt("required-contact-point-nr"));
  }

  @Test
  public void whatItReadsIsMounted() {
    Set<String> mounts = found("mountPath: (\\S+)", pods);
    for (String path : found("\"(/[^\"]*)\"", conf)) {
      assertTrue(path, mounts.stream().anyMatch(mount -> path.startsWith(mount)));
    }
    assertTrue(mounts.contains("/etc/tributary"));
    assertTrue(pods.contains("args: [\"node\", \"--config\", \"/etc/tributary/node.conf\"]"));
    Set<String> variables = found("\\$\\{(\\w+)}", conf);
    assertEquals(Set.of("POD_IP", "POD_NAME"), variables);
    assertTrue(found("- name: ([A-Z_]+)", pods).containsAll(variables));
    Set<String> used = found("- name: (\\w+)\\n\\s+mountPath", pods);
    String volumes = pods.substring(pods.indexOf("\n      volumes:"));
    assertEquals(used, found("- name: (\\w+)", volumes));
  }

  @Test
  public void itsSecretsAreThoseThatTheDocumentationMakes() throws IOException {
    String operations = Files.readString(OPERATIONS);
    for (String path : found("\"" + SECRETS + "/([^\"]+)\"", conf)) {
      assertTrue(path, operations.contains("--from-file=") && operations.contains(path));
    }
    for (String secret : found("secretName: (\\S+)", pods)) {
      assertTrue(secret, operations.contains("kubectl create secret generic " + secret + " "));
    }
  }

  @Test
  public void probesAskWhatTheNodeAnswers() {
    assertEquals(Set.of("/alive", "/ready"), found("path: (/\\S+)", pods));
    assertEquals(Set.of("HTTPS"), found("scheme: (\\S+)", pods));
    assertEquals(Set.of("api"), found("path: /\\S+\\n\\s+port: (\\S+)", pods));
    long grace =
        Long.parseLong(found("terminationGracePeriodSeconds: (\\d+)", pods).iterator().next());
    assertTrue("time to leave", grace > settings.leaveTimeout().toSeconds());
  }

  @Test
  public void everyManifestIsApplied() throws IOException {
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      Set<String> manifests =
          files
              .map(file -> file.getFileName().toString())
              .filter(name -> name.endsWith(".yaml") && !name.equals("kustomization.yaml"))
              .collect(Collectors.toCollection(TreeSet::new));
      assertEquals(manifests, found("- (\\S+\\.yaml)", text("kustomization.yaml")));
      for (String name : manifests) {
        for (String document : text(name).split("\n---\n")) {
          assertTrue(
              name + ": " + document,
              Pattern.compile("(?m)^apiVersion: \\S+\\nkind: \\S+\\nmetadata:\\n  name: \\S+")
                  .matcher(document)
                  .find());
        }
      }
    }
  }
}
