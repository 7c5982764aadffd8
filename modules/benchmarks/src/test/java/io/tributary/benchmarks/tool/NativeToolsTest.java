package io.tributary.benchmarks.tool;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.Test;
import org.scalatestplus.junit.JUnitSuite;

public final class NativeToolsTest extends JUnitSuite {

  private static List<String> command(String tool, int connections) {
    Transfer transfer =
        new Transfer(
            URI.create("http://127.0.0.1:8000/objects/o"),
            Path.of("/tmp/d/file"),
            connections,
            false,
            Optional.empty(),
            Path.of("/tmp"),
            Duration.ofSeconds(1));
    return new NativeTools(Path.of("/tmp"))
        .all().stream()
            .map(CommandTool.class::cast)
            .filter(candidate -> candidate.name().equals(tool))
            .findFirst()
            .orElseThrow()
            .command()
            .apply(transfer);
  }

  /** aria2 has at most 16 connections to one host. */
  @Test
  public void aria2IsGivenAsManyAddressesAsItNeeds() {
    assertEquals(1, urls(command("aria2c", 8)));
    assertTrue(command("aria2c", 8).containsAll(List.of("-x8", "-s8")));
    assertEquals(4, urls(command("aria2c", 64)));
    assertTrue(command("aria2c", 64).containsAll(List.of("-x16", "-s64")));
    assertTrue(command("aria2c", 64).contains("http://127.0.0.4:8000/objects/o"));
  }

  private static long urls(List<String> command) {
    return command.stream().filter(word -> word.startsWith("http")).count();
  }

  @Test
  public void rcloneIsGivenDirectoryAndName() {
    List<String> command = command("rclone", 8);
    assertTrue(command.contains("http://127.0.0.1:8000/objects/"));
    assertTrue(command.contains(":http:o"));
  }
}
