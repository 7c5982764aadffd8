package io.tributary.torture;

import io.tributary.torture.campaign.Part;
import io.tributary.torture.cluster.ClusterPart;
import io.tributary.torture.fault.FaultsPart;
import io.tributary.torture.power.PowerPart;
import io.tributary.torture.space.SpacePart;
import io.tributary.torture.syscall.SyscallsPart;
import java.util.List;

/** {@code scripts/torture}. */
public final class TortureMain {
  private static final List<Part> PARTS =
      List.of(
          new FaultsPart(),
          new SyscallsPart(),
          new SpacePart(),
          new PowerPart(),
          new ClusterPart());

  private TortureMain() {}

  /** Ends with 0 when everything was survived, 1 when not, 2 for wrong usage. */
  public static void main(String[] arguments) {
    TortureOptions options;
    try {
      options = TortureOptions.parse(List.of(arguments));
    } catch (IllegalArgumentException e) {
      System.err.println("torture: " + e.getMessage() + "\n" + TortureOptions.USAGE);
      System.exit(2);
      return;
    }
    System.exit(new Torture(options, PARTS, System.out).run() ? 0 : 1);
  }
}
