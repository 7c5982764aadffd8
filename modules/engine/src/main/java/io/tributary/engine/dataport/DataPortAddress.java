package io.tributary.engine.dataport;

/**
 * Where a node's data port listens.
 *
 * @param host as other nodes reach it
 */
public record DataPortAddress(String host, int port, boolean tls) {
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
