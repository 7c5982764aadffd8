package io.tributary.torture.power;

import io.tributary.torture.campaign.Part;
import io.tributary.torture.campaign.Trial;
import io.tributary.torture.process.Command;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Power loss at many instants of a download. */
public final class PowerPart implements Part {

  @Override
  public String name() {
    return "power";
  }

  @Override
  public int weight() {
    return 4;
  }

  @Override
  public Optional<String> obstacle() {
    Optional<String> missing = Command.missing("mkfs.ext4", "losetup");
    if (missing.isPresent()) {
      return Optional.of("needs the program " + missing.get());
    }
    for (String device : new String[] {"/dev/fuse", "/dev/loop-control"}) {
      if (!Files.exists(Path.of(device))) {
        return Optional.of("needs " + device);
      }
    }
    return Command.mountObstacle();
  }

  @Override
  public void run(Trial trial) throws Exception {
    String commit = "commit=" + (1 + trial.random().nextInt(5));
    try (PowerDisk disk = new PowerDisk(trial.directory(), commit);
        PowerTrial power = new PowerTrial(disk, trial)) {
      power.run();
    }
  }
}
