package io.tributary.cli.option;

/** SOURCE and DEST, of which a manifest leaves only DEST. */
public final class TwoArguments {
  private TwoArguments() {}

  /** With a manifest. */
  public static void requireOne(String firstOrNull, String secondOrNull, String advice) {
    if (firstOrNull == null) {
      throw Usage.commandLine("missing required parameter: 'DEST'", advice);
    }
    if (secondOrNull != null) {
      throw Usage.commandLine("there is one argument too many", advice);
    }
  }

  public static void requireBoth(String firstOrNull, String secondOrNull, String advice) {
    if (firstOrNull == null) {
      throw Usage.commandLine("missing required parameters: 'SOURCE', 'DEST'", advice);
    }
    if (secondOrNull == null) {
      throw Usage.commandLine("missing required parameter: 'DEST'", advice);
    }
  }
}
