package io.tributary.torture.space;

import io.tributary.torture.campaign.Part;
import io.tributary.torture.campaign.Trial;
import io.tributary.torture.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** No space, no inodes, or a file system that turns read-only; then all is well again. */
public final class SpacePart implements Part {

  @Override
  public String name() {
    return "space";
  }

  @Override
  public int weight() {
    return 1;
  }

  @Override
  public Optional<String> obstacle() {
    return Command.mountObstacle();
  }

  @Override
  public void run(Trial trial) throws Exception {
    Random random = trial.random();
    List<Shortage> shortages = List.of(Shortage.values());
    Shortage shortage = shortages.get(random.nextInt(shortages.size()));
    Path disk = Files.createDirectory(trial.directory().resolve("small"));
    Command.run(
        "mount", "-t", "tmpfs", "-o", "size=40m,nr_inodes=200", "tributary-small", "" + disk);
    try (SpaceTrial space = new SpaceTrial(shortage, disk, trial)) {
      space.run();
    } catch (AssertionError e) {
      throw new AssertionError(shortage + ": " + e.getMessage(), e);
    } finally {
      Command.succeeds("umount", "-l", "" + disk);
    }
  }
}
