package io.tributary.core.failure;

/** Why something failed, in the classes that decide what happens next and how the program ends. */
public enum FailureKind {
  /** The request itself is wrong: an option, a locator, a range. */
  USAGE(Reaction.GIVE_UP),
  /** The object or its bucket does not exist, or vanished. */
  NOT_FOUND(Reaction.GIVE_UP),
  /** Credentials are missing, wrong, expired, or do not suffice. */
  ACCESS_DENIED(Reaction.GIVE_UP),
  /** The object is archived: it can be read some time after it was asked to be restored. */
  ARCHIVED(Reaction.GIVE_UP),
  /** The object is no longer the one that was identified. */
  SOURCE_CHANGED(Reaction.RESTART),
  /** Bytes do not match a checksum. */
  INTEGRITY(Reaction.RESTART),
  /** Connection, name resolution, truncated or malformed response, 5xx. */
  NETWORK(Reaction.RETRY),
  /** The service asks for fewer requests (429, 503), or this process may open no more sockets. */
  THROTTLED(Reaction.RETRY_SLOWER),
  /** The server answered in a way that no retry will change, such as ignoring ranges. */
  PROTOCOL(Reaction.GIVE_UP),
  /** No space, no permission, I/O error on this machine. */
  LOCAL_DISK(Reaction.GIVE_UP),
  /** The node whose disk the file is on cannot be reached. */
  HOME_AWAY(Reaction.RETRY),
  /** Another download holds the destination. */
  DESTINATION_BUSY(Reaction.GIVE_UP),
  /** The journal cannot be read or written. */
  STATE_UNUSABLE(Reaction.GIVE_UP),
  /** Stopped by the user; what is on disk is recorded. */
  INTERRUPTED(Reaction.GIVE_UP),
  /** A defect of this program. */
  INTERNAL(Reaction.GIVE_UP);

  /** What the one retry layer does with a failure. */
  public enum Reaction {
    RETRY,
    RETRY_SLOWER,
    RESTART,
    GIVE_UP
  }

  private final Reaction reaction;

  FailureKind(Reaction reaction) {
    this.reaction = reaction;
  }

  public Reaction reaction() {
    return reaction;
  }

  /** True when the same request may succeed later. */
  public boolean retryable() {
    return reaction == Reaction.RETRY || reaction == Reaction.RETRY_SLOWER;
  }
}
