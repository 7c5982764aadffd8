package io.tributary.engine.client.http;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;

/**
 * Where the API of a node is, and how it knows us.
 *
 * @param server {@code http://HOST:PORT} or {@code https://HOST:PORT}
 * @param token what the node's token file holds; empty for a node that asks for none
 * @param authoritiesOrNull a PEM file of the authorities that may have signed the node's
 *     certificate; null for those of Java
 * @param names what its user calls these, so that advice can be followed
 */
public record ControlAddress(URI server, String token, Path authoritiesOrNull, Names names) {

  /**
   * What they are called.
   *
   * @param tokenAdvice what to do when there is no token, and the node asks for one
   */
  public record Names(String server, String authorities, String tokenAdvice) {}

  public ControlAddress {
    requireNonNull(token, "token");
    requireNonNull(names, "names");
    boolean known = "http".equals(server.getScheme()) || "https".equals(server.getScheme());
    if (!known || server.getHost() == null || server.getUserInfo() != null) {
      throw new IllegalArgumentException(
          "the address of a node is http://HOST:PORT or https://HOST:PORT");
    }
    if (!token.matches("[\\x21-\\x7e]{0,4096}")) {
      throw new IllegalArgumentException(
          "that is no token: it has at most 4096 visible characters");
    }
  }

  /** For a program. */
  public ControlAddress(URI server, String token, Path authoritiesOrNull) {
    this(
        server,
        token,
        authoritiesOrNull,
        new Names("the address", "the file of authorities", "give its token with the address"));
  }

  boolean isPlain() {
    return "http".equals(server.getScheme());
  }

  @Override
  public String toString() {
    return "ControlAddress[" + server + "]";
  }
}
