package io.tributary.torture.power.disk;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Disks by name. There is {@code disk}; whoever looks for {@code NAME.cut-SEED} takes the power
 * from NAME at that instant and finds what is left, as another disk, while NAME itself goes on.
 */
final class DiskDirectory {
  private static final String CUT = ".cut-";

  private final Map<String, Long> numbers = new HashMap<>();
  private final Map<Long, VolatileDisk> disks = new HashMap<>();
  private long lastNumber = 1;

  DiskDirectory(long sizeBytes) {
    add("disk", new VolatileDisk(sizeBytes));
  }

  /** Its number, which stays. */
  Optional<Long> find(String name) {
    if (!numbers.containsKey(name)) {
      int cut = name.lastIndexOf(CUT);
      if (cut > 0 && name.substring(cut + CUT.length()).matches("\\d{1,18}")) {
        Random random = new Random(Long.parseLong(name.substring(cut + CUT.length())));
        find(name.substring(0, cut))
            .ifPresent(parent -> add(name, disks.get(parent).afterPowerLoss(random)));
      }
    }
    return Optional.ofNullable(numbers.get(name));
  }

  Optional<VolatileDisk> disk(long number) {
    return Optional.ofNullable(disks.get(number));
  }

  void remove(String name) {
    Long number = numbers.remove(name);
    if (number != null) {
      disks.remove(number);
    }
  }

  private void add(String name, VolatileDisk disk) {
    lastNumber++;
    numbers.put(name, lastNumber);
    disks.put(lastNumber, disk);
  }
}
