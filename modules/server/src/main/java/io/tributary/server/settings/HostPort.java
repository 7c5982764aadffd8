package io.tributary.server.settings;

/** Where something listens, as settings write it: {@code host:port}, {@code [::1]:port}. */
public record HostPort(String host, int port) {
  private static final int MOST_PORT = 65_535;

  static HostPort parse(String setting, String text) {
    int colon = text.lastIndexOf(':');
    String digits = text.substring(colon + 1);
    if (colon < 1 || !digits.matches("[0-9]{1,5}")) {
      throw Values.refused(setting, "'" + text + "' is not host:port");
    }
    int port = Integer.parseInt(digits);
    if (port < 1 || port > MOST_PORT) {
      throw Values.refused(setting, "'" + text + "' has no port from 1 to " + MOST_PORT);
    }
    return new HostPort(text.substring(0, colon), port);
  }
}
