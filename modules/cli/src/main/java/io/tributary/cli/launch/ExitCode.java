package io.tributary.cli.launch;

import io.tributary.core.failure.FailureKind;

/** How the process ends; documented in {@code docs/cli.md}, and fixed. */
public final class ExitCode {
  public static final int DONE = 0;
  public static final int INTERNAL = 1;

  /** Some of many objects were not brought, or some files are not what their receipt says. */
  public static final int INCOMPLETE = 1;

  public static final int USAGE = 2;

  private ExitCode() {}

  /** The one place that turns a kind of failure into a number. */
  public static int of(FailureKind kind) {
    return switch (kind) {
      case USAGE -> USAGE;
      case NOT_FOUND -> 3;
      case ACCESS_DENIED, ARCHIVED -> 4;
      case SOURCE_CHANGED -> 5;
      case INTEGRITY -> 6;
      case NETWORK, THROTTLED, PROTOCOL, HOME_AWAY -> 7;
      case LOCAL_DISK -> 8;
      case DESTINATION_BUSY -> 9;
      case STATE_UNUSABLE -> 10;
      case INTERRUPTED -> 130;
      case INTERNAL -> INTERNAL;
    };
  }
}
