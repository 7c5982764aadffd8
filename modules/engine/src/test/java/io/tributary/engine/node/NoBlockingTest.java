package io.tributary.engine.node;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

/**
 * Waiting for a stage, a latch or a clock would block a dispatcher: the sources do it nowhere, save
 * where a thread of the caller's own is known to wait.
 */
public final class NoBlockingTest extends JUnitSuite {
  private static final Pattern WAITING =
      Pattern.compile(
          "\\.toCompletableFuture\\(\\)\\s*\\.(get|join)\\(|\\.join\\(\\)|Thread\\.sleep|TimeUnit\\.\\w+\\.sleep"
              + "|\\bAwait\\.|\\.await\\(|\\.invokeAll\\(|\\.wait\\(|LockSupport|CountDownLatch|Semaphore"
              + "|\\.get\\([^()]*(\\([^()]*\\))?[^()]*,\\s*TimeUnit");

  /** A file, and why its waiting harms nobody. */
  private static final Set<String> ALLOWED =
      Set.of(
          // On the connection dispatcher, which is there to wait for servers.
          "engine/lane/BodyReader.java",
          // There too: a lane asks the home for its file when it has bytes for it.
          "engine/lane/HomeFile.java",
          // There too: whoever reads many small objects waits in its own thread, by contract.
          "storage/http/HttpObjectReader.java",
          // On the data port's dispatcher, which is there to wait for senders.
          "engine/dataport/PartReceiver.java",
          // Opening a database blocks by contract, before there is an actor system.
          "engine/journal/PostgresJournal.java",
          // Starting and closing a node block by contract, on the caller's thread.
          "engine/node/LocalNode.java");

  @Test
  public void nothingWaitsOnADispatcher() throws IOException {
    Set<String> waiting = new TreeSet<>();
    int files = 0;
    for (String module : List.of("engine", "storage")) {
      Path root = Path.of("..", module, "src", "main", "java", "io", "tributary");
      try (Stream<Path> tree = Files.walk(root)) {
        for (Path file : tree.filter(path -> path.toString().endsWith(".java")).toList()) {
          files++;
          if (WAITING.matcher(withoutComments(Files.readString(file))).find()) {
            waiting.add(root.getParent().relativize(file).toString().replace("tributary/", ""));
          }
        }
      }
    }
    assertTrue("the sources are there", files > 100);
    assertEquals(ALLOWED, waiting);
  }

  private static String withoutComments(String source) {
    return source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//[^\n]*", "");
  }
}
