package io.tributary.torture.syscall;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * Which calls fail, and how.
 *
 * @param target whose files they concern
 * @param first the first call of a thread that fails, from 1
 * @param step after that every so many; 0 for none
 */
record Injection(Target target, String call, String error, int first, int step) {

  /** Whose files. */
  enum Target {
    FILE(
        Map.of(
            "pwrite64", List.of("ENOSPC", "EIO", "EDQUOT", "EFBIG", "EINTR"),
            "fdatasync", List.of("EIO", "EIO", "ENOSPC", "EDQUOT"),
            "fsync", List.of("EIO", "ENOSPC"),
            "rename", List.of("EIO", "ENOSPC", "EROFS", "EACCES"),
            "openat", List.of("EMFILE", "ENFILE", "EACCES", "EIO", "EROFS"),
            "pread64", List.of("EIO"),
            "chmod", List.of("EPERM", "EROFS")),
        Set.of(0, 8)),
    STATE(
        Map.of(
            "pwrite64", List.of("ENOSPC", "EIO", "EDQUOT"),
            "fsync", List.of("EIO", "ENOSPC"),
            "fdatasync", List.of("EIO", "ENOSPC"),
            "openat", List.of("EMFILE", "EACCES", "EROFS", "EIO"),
            "ftruncate", List.of("EIO", "ENOSPC"),
            "pread64", List.of("EIO"),
            "unlink", List.of("EIO", "EROFS")),
        Set.of(0, 8, 10));

    private final Map<String, List<String>> errors;
    private final Set<Integer> exitCodes;

    Target(Map<String, List<String>> errors, Set<Integer> exitCodes) {
      this.errors = errors;
      this.exitCodes = exitCodes;
    }

    /** How a run may end that such calls have failed in. */
    Set<Integer> exitCodes() {
      return exitCodes;
    }
  }

  static Injection draw(Target target, Random random) {
    List<String> calls = target.errors.keySet().stream().sorted().toList();
    boolean bytes = random.nextInt(3) == 0;
    String call = bytes ? "pwrite64" : calls.get(random.nextInt(calls.size()));
    List<String> errors = target.errors.get(call);
    String error = errors.get(random.nextInt(errors.size()));
    // Bytes are read and written all the time; most other calls come once or twice in a thread.
    int first = call.startsWith("p") ? 1 + random.nextInt(6) : 1;
    // A call that is interrupted for ever never ends, on any machine.
    int step = error.equals("EINTR") ? 2 + random.nextInt(3) : random.nextInt(4);
    return new Injection(target, call, error, first, step);
  }

  /** For strace. */
  String option() {
    String times = step == 0 ? "" + first : first + "+" + step;
    return "inject=" + call + ":error=" + error + ":when=" + times;
  }

  String title() {
    return call + " " + error + " on the " + (target == Target.FILE ? "file" : "state");
  }
}
