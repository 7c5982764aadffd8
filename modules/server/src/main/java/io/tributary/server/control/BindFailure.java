package io.tributary.server.control;

/** Why a port cannot be listened on. */
public final class BindFailure {
  private BindFailure() {}

  /** The reason that the operating system gave, from under what wraps it. */
  public static String reason(Throwable thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String text = String.valueOf(cause.getMessage());
    if (text.contains("in use")) {
      return "the port is in use";
    }
    return text.contains("assign requested address") ? "it is no address of this machine" : text;
  }
}
