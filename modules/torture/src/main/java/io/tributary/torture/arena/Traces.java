package io.tributary.torture.arena;

import io.tributary.torture.campaign.Claim;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a download leaves beside its file. */
public final class Traces {
  private static final String TEMPORARY = ".tributary";

  private Traces() {}

  /** The temporary file, when there is one. */
  public static Optional<Path> temporaryFile(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.toString().endsWith(TEMPORARY)).findAny();
    }
  }

  /**
   * @throws AssertionError when a download that is done has left anything
   */
  public static void requireNone(Arena arena, List<String> besides) throws IOException {
    List<String> files =
        names(arena.directory()).stream().filter(name -> !besides.contains(name)).toList();
    Claim.that(files.isEmpty(), "left behind: " + files);
    // A damaged database is kept aside on purpose.
    List<String> state =
        names(arena.stateDirectory()).stream()
            .filter(name -> !name.equals("locks") && !name.startsWith("native-sqlite-"))
            .filter(name -> !name.contains(".corrupt-"))
            .toList();
    Claim.that(state.isEmpty(), "left behind in the state directory: " + state);
  }

  private static List<String> names(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
