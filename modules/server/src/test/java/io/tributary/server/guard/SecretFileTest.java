package io.tributary.server.guard;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.scalatestplus.junit.JUnitSuite;

/** How the file of a token comes to be. */
public final class SecretFileTest extends JUnitSuite {
  private static final int ROUNDS = 200;
  private static final int NODES = 4;
  private static final int CHARACTERS = 44;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private static String made(Path path) {
    SecretFile file = new SecretFile(path);
    file.createIfMissing();
    return file.text(1000, "");
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  public void itIsThereForItsOwnerAndNothingElseIs() throws IOException {
    Path directory = folder.getRoot().toPath().resolve("a/b");
    String text = made(directory.resolve("token"));
    assertEquals(CHARACTERS, text.length());
    assertEquals(text, made(directory.resolve("token")));
    assertEquals(List.of("token"), names(directory));
    for (String made : List.of("a", "a/b", "a/b/token")) {
      assertEquals(
          made.endsWith("token") ? "rw-------" : "rwx------",
          PosixFilePermissions.toString(
              Files.getPosixFilePermissions(folder.getRoot().toPath().resolve(made))));
    }
  }

  /** What one of several nodes sees while another makes it is what a kill would leave. */
  @Test
  public void whoeverSeesItSeesAllOfIt() throws Exception {
    ExecutorService nodes = Executors.newFixedThreadPool(NODES);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        Path path = folder.getRoot().toPath().resolve("token-" + round);
        CyclicBarrier start = new CyclicBarrier(NODES);
        Callable<String> node =
            () -> {
              start.await();
              return made(path);
            };
        List<Future<String>> running = new ArrayList<>();
        for (int i = 0; i < NODES; i++) {
          running.add(nodes.submit(node));
        }
        Set<String> seen = new HashSet<>();
        for (Future<String> one : running) {
          seen.add(one.get());
        }
        assertEquals(seen.toString(), 1, seen.size());
        assertEquals(CHARACTERS, seen.iterator().next().length());
      }
      assertEquals("nothing else stays", ROUNDS, names(folder.getRoot().toPath()).size());
    } finally {
      nodes.shutdownNow();
    }
  }

  @Test
  public void whatAKilledNodeLeftIsInNobodysWay() throws IOException {
    Path directory = folder.getRoot().toPath();
    for (String name : List.of("token.new", "token.1.new", "token.tmp", ".token")) {
      Files.writeString(directory.resolve(name), "half a tok");
    }
    assertEquals(CHARACTERS, made(directory.resolve("token")).length());
    assertTrue(names(directory).contains("token.1.new"));
  }
}
