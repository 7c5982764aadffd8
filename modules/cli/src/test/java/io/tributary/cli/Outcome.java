package io.tributary.cli;

/** What a command did: its exit code, and what it wrote. */
record Outcome(int exitCode, byte[] data, String err) {

  String out() {
    return new String(data, java.nio.charset.StandardCharsets.UTF_8);
  }

  /** For the messages of assertions. */
  @Override
  public String toString() {
    return "exit code " + exitCode + "\nout: " + out() + "\nerr: " + err;
  }
}
