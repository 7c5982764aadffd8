package io.tributary.cli;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** The image that is described, without an engine: what is copied into it, and what it runs. */
public final class ContainerfileEndToEndTest extends JUnitSuite {
  private static final Path CONTEXT = Launcher.LAUNCHER.getParent().getParent();
  private static final Path PODS = Path.of("../../config/kubernetes/nodes.yaml").toAbsolutePath();
  private static final String HOME = "/opt/tributary";

  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  private List<String> instructions;

  @Before
  public void read() throws IOException {
    instructions =
        Files.readString(CONTEXT.resolve("Containerfile"))
            .replaceAll("(?m)^#.*\\R", "")
            .replaceAll("\\\\\\R\\s*", "")
            .lines()
            .filter(line -> !line.isBlank())
            .toList();
  }

  private List<String> all(String name) {
    return instructions.stream()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length() + 1))
        .toList();
  }

  private String one(String name) {
    assertEquals(name, 1, all(name).size());
    return all(name).get(0);
  }

  /** What runs without a shell is a list in JSON. */
  private static List<String> words(String list) throws IOException {
    return Arrays.asList(new ObjectMapper().readValue(list, String[].class));
  }

  private static Set<String> found(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  public void whatIsCopiedIsInTheContextAndWhatRunsIsCopied() throws IOException {
    Set<String> copied = new TreeSet<>();
    for (String copy : all("COPY")) {
      List<String> names = List.of(copy.split(" "));
      copied.addAll(names.subList(0, names.size() - 1));
      assertTrue(copy, names.get(names.size() - 1).startsWith(HOME));
    }
    for (String name : copied) {
      assertTrue(name, Files.exists(CONTEXT.resolve(name)));
    }
    for (String file : List.of(".containerignore", ".dockerignore")) {
      assertEquals(file, copied, found("(?m)^!(\\S+)", Files.readString(CONTEXT.resolve(file))));
    }
    assertTrue(one("ENTRYPOINT").contains(HOME + "/lib/tributary.jar"));
    assertTrue(Files.exists(CONTEXT.resolve("lib/tributary.jar")));
  }

  @Test
  public void userAndPortsAreThoseOfThePods() throws IOException {
    String pods = Files.readString(PODS);
    String user = found("runAsUser: (\\d+)", pods).iterator().next();
    String group = found("runAsGroup: (\\d+)", pods).iterator().next();
    assertEquals(user + ":" + group, one("USER"));
    assertEquals(
        found("containerPort: (\\d+)", pods), new TreeSet<>(List.of(one("EXPOSE").split(" "))));
  }

  @Test
  public void theVirtualMachineHasTheOptionsOfTheLauncher() throws IOException {
    Set<String> launcher = new TreeSet<>();
    Files.readString(Launcher.LAUNCHER)
        .lines()
        .filter(line -> line.startsWith("options=\""))
        .forEach(line -> launcher.addAll(found("(?<=[ \"])(-[XD]\\S+?)(?=[ \"])", line)));
    List<String> entry = words(one("ENTRYPOINT"));
    assertEquals(launcher, new TreeSet<>(entry.subList(1, entry.indexOf("-cp"))));
  }

  /** As an engine would start it, but for the places and the Java. */
  private List<String> here(List<String> words, Path config) {
    List<String> here = new ArrayList<>();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    words.stream()
        .map(word -> word.equals("java") ? java : word.replace(HOME, CONTEXT.toString()))
        .map(word -> word.replace("/etc/tributary/node.conf", config.toString()))
        .forEach(here::add);
    return here;
  }

  @Test
  public void whatItRunsIsANodeThatIsHealthyAndLeavesWhenItIsStopped() throws Exception {
    Path root = folder.getRoot().toPath().toRealPath();
    Path config =
        Files.writeString(
            root.resolve("node.conf"),
            "include file(\"%s\")\ntributary.http.port = 0\n"
                .formatted(CONTEXT.resolve("config/local.conf")));
    List<String> command = new ArrayList<>(words(one("ENTRYPOINT")));
    command.addAll(words(one("CMD")));
    Launcher surroundings = new Launcher(root);
    Process process = surroundings.exec(here(command, config));
    try (ServedNode node = ServedNode.up(surroundings, process, root.resolve("none"))) {
      String check = one("HEALTHCHECK");
      List<String> health = words(check.substring(check.indexOf("CMD ") + "CMD ".length()));
      Launcher probe =
          surroundings
              .copy()
              .with("TRIBUTARY_SERVER", node.api())
              // More than the check may have, and another collector: it would not start.
              .with("JDK_JAVA_OPTIONS", "-Xms200m -XX:+UseParallelGC");
      assertEquals(0, Launcher.exitCode(probe.exec(here(health, config))));
      process.destroy();
      assertEquals(0, Launcher.exitCode(process));
      assertEquals(7, Launcher.exitCode(probe.exec(here(health, config))));
    }
  }
}
