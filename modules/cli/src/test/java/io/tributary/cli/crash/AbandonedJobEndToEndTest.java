package io.tributary.cli.crash;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertTrue;

import io.tributary.testkit.content.Content;
import io.tributary.testkit.fault.Fault;
import io.tributary.testkit.fault.When;
import io.tributary.torture.process.Ended;
import io.tributary.torture.process.ToolRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Test;

/** A job that was killed, and that nobody goes on with: nothing of it stays but whole files. */
public final class AbandonedJobEndToEndTest extends CrashSuite {
  private static final String SLOW = "/slow/";
  private static final int SLOW_OBJECTS = 20;
  private static final int SLOW_BYTES = 400_000;
  private static final String LARGE = "/large";
  private static final int LARGE_BYTES = 20_000_000;

  @Test
  public void anotherJobToTheSameDirectoryDeletesWhatItLeft() throws IOException {
    killInTheMiddle();
    Files.writeString(directory.resolve("list"), server.url("/other") + "\n");
    server.fault(When.get("/other"), Fault.trickle(10));
    ToolRun second = start(get("other-receipt", "list"));
    second.until(() -> temporaries("root/other.").size() == 1);
    second.kill();
    server.faults().clear();
    assertEquals("before its first object", List.of(), temporaries("slow/"));

    Ended ended = run(get("other-receipt", "list"));

    assertEquals(ended.toString(), 0, ended.exitCode());
    assertTrue(Files.exists(directory.resolve("root/other")));
    assertFalse(Files.exists(directory.resolve("root/large")));
    assertEquals(List.of(), temporaries());
  }

  @Test
  public void cleaningItsStateDeletesWhatItLeft() throws IOException {
    killInTheMiddle();

    Ended ended = run("state clean root");

    assertEquals(ended.toString(), 0, ended.exitCode());
    assertEquals(List.of(), temporaries());
    assertTrue("whole files stay", Files.exists(directory.resolve("root/whole")));
    assertEquals("", run("state list").out());
  }

  private static String get(String receipt, String manifest) {
    return "get -q --large 1MiB --receipt " + receipt + " --manifest " + manifest + " root";
  }

  /** With a temporary file of everything that may have one. */
  private void killInTheMiddle() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < SLOW_OBJECTS; i++) {
      put(SLOW + "d/" + i, SLOW_BYTES, lines);
      server.fault(When.get(SLOW + "d/" + i), Fault.trickle(1000));
    }
    put("/whole", 100, lines);
    put("/other", 100, new ArrayList<>());
    put(LARGE, LARGE_BYTES, lines);
    server.fault(When.get(LARGE), Fault.trickle(20_000));
    Files.write(directory.resolve("slow"), lines);
    ToolRun run = start(get("receipt", "slow"));
    run.until(
        () ->
            temporaries("slow/").size() == SLOW_OBJECTS
                && temporaries("large.").size() == 1
                && temporaries("receipt.").size() == 1
                && temporaries(".job.").size() == 1
                && Files.exists(directory.resolve("root/whole")));
    run.kill();
    server.faults().clear();
  }

  private void put(String path, int sizeBytes, List<String> lines) {
    server.put(path, Content.synthetic(path.hashCode(), sizeBytes));
    lines.add(server.url(path) + "\t" + path.substring(1) + "\t" + sizeBytes);
  }

  private List<String> temporaries() {
    return temporaries("");
  }

  /** Paths of temporary files, at any depth, that have {@code part} in them. */
  private List<String> temporaries(String part) {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.map(file -> directory.relativize(file).toString())
          .filter(path -> path.endsWith(TEMPORARY) && path.contains(part))
          .toList();
    } catch (UncheckedIOException | IOException vanished) {
      return List.of();
    }
  }
}
