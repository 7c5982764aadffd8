package io.tributary.engine.api;

/** Whose turn it is rather, where downloads and jobs of a node wait for each other. */
public enum Priority {
  /** A quarter of what a normal one gets. */
  LOW,
  NORMAL,
  /** Four times what a normal one gets. */
  HIGH
}
