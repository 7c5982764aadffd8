package io.tributary.torture.syscall;

import io.tributary.torture.campaign.Part;
import io.tributary.torture.campaign.Trial;
import io.tributary.torture.process.Command;
import java.util.Optional;

/** System calls that fail on the file, its directory, or the state. */
public final class SyscallsPart implements Part {

  @Override
  public String name() {
    return "syscalls";
  }

  @Override
  public int weight() {
    return 4;
  }

  @Override
  public Optional<String> obstacle() {
    if (Command.missing("strace").isPresent()) {
      return Optional.of("needs the program strace");
    }
    return Command.succeeds("strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "true")
        ? Optional.empty()
        : Optional.of("strace may not trace here");
  }

  @Override
  public void run(Trial trial) throws Exception {
    try (SyscallTrial syscalls = new SyscallTrial(trial)) {
      syscalls.run();
    }
  }
}
