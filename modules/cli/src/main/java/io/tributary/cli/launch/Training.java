package io.tributary.cli.launch;

/** Loads what a usual run loads, so that a class-data-sharing archive can be made of it. */
public final class Training {
  private Training() {}

  public static void main(String[] arguments) {}
}
