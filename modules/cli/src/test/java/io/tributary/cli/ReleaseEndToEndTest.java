package io.tributary.cli;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.ObjectServer;
import io.tributary.testkit.content.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** The release, unpacked somewhere and used from there. */
public final class ReleaseEndToEndTest extends JUnitSuite {
  private static final Path RELEASE =
      Path.of(System.getProperty("tributary.release", "target/tributary-0.1.0-SNAPSHOT.tar.gz"))
          .toAbsolutePath();

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private Path root;
  private Path home;

  @Before
  public void unpack() throws IOException {
    root = folder.getRoot().toPath().toRealPath();
    Path unpacked = Files.createDirectory(root.resolve("with space"));
    Process tar =
        new ProcessBuilder("tar", "-xzf", RELEASE.toString())
            .directory(unpacked.toFile())
            .inheritIO()
            .start();
    assertEquals("unpack " + RELEASE, 0, Launcher.exitCode(tar));
    List<Path> top = children(unpacked);
    assertEquals(top.toString(), 1, top.size());
    home = top.get(0);
    assertEquals(RELEASE.getFileName().toString(), home.getFileName() + ".tar.gz");
  }

  private static List<Path> children(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.sorted().toList();
    }
  }

  private Launcher tributary() {
    return new Launcher(home.resolve("bin/tributary"), root);
  }

  @Test
  public void itSaysItsVersionAndDownloads() throws IOException {
    Outcome version = tributary().run("--version");
    String name = home.getFileName().toString();
    assertEquals(version.toString(), 0, version.exitCode());
    assertEquals(name.replace("tributary-", "tributary "), version.out().lines().findFirst().get());
    Content content = Content.synthetic(3, 20_000_000);
    try (ObjectServer objects = ObjectServer.start()) {
      objects.put("/object", content);
      Path file = root.resolve("object");
      Outcome got = tributary().run("get " + objects.url("/object") + " " + file);
      assertEquals(got.toString(), 0, got.exitCode());
      assertArrayEquals(content.toByteArray(), Files.readAllBytes(file));
    }
  }

  @Test
  public void itServesByTheConfigurationThatComesWithItAndLeaves() throws Exception {
    Path local = home.resolve("config/local.conf");
    Path config =
        Files.writeString(
            root.resolve("node.conf"),
            "include file(\"" + local + "\")\ntributary.http.port = 0\n");
    Path token = root.resolve("home/.local/share/tributary/token");
    try (ServedNode node = ServedNode.start(tributary(), config, token)) {
      assertEquals(0, node.tributary().run("ready --wait 10s").exitCode());
      Outcome cluster = node.tributary().run("cluster");
      assertTrue(cluster.toString(), cluster.out().contains(" up "));
      node.process().destroy();
      assertEquals(0, Launcher.exitCode(node.process()));
      assertEquals(7, node.tributary().run("ready").exitCode());
    }
  }

  @Test
  public void whatBelongsToItIsThere() throws IOException {
    Set<String> names = new TreeSet<>();
    children(home).forEach(file -> names.add(file.getFileName().toString()));
    assertEquals(
        new TreeSet<>(
            List.of(
                ".containerignore",
                ".dockerignore",
                "CHANGELOG.md",
                "Containerfile",
                "LICENSE",
                "NOTICE",
                "bin",
                "config",
                "docs",
                "lib",
                "share")),
        names);
    for (String file :
        List.of(
            "share/man/man1/tributary.1",
            "share/man/man1/tributary-state-list.1",
            "share/tributary/postgresql.sql",
            "config/cluster.conf",
            "config/kubernetes/nodes.yaml",
            "config/systemd/tributary.service",
            "docs/operations.md")) {
      assertTrue(file, Files.size(home.resolve(file)) > 0);
    }
    assertTrue(Files.isExecutable(home.resolve("bin/tributary")));
  }
}
