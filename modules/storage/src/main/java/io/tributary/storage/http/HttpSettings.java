package io.tributary.storage.http;

import akka.http.javadsl.settings.ClientConnectionSettings;
import com.typesafe.config.Config;
import java.time.Duration;

/**
 * The block {@code tributary.http} of {@code reference.conf}, where each entry is described.
 *
 * @param client settings of Akka's client for these connections only
 */
record HttpSettings(
    int maxIdleConnections,
    Duration keepAlive,
    Duration badAddressMemory,
    int maxAddresses,
    int maxRedirects,
    Duration bodyStartTimeout,
    Duration errorBodyTimeout,
    ClientConnectionSettings client) {

  HttpSettings {
    if (maxIdleConnections < 0 || maxAddresses < 1 || maxRedirects < 0) {
      throw new IllegalArgumentException(
          "tributary.http: max-idle-connections and max-redirects must be 0 or more, max-addresses"
              + " 1 or more");
    }
  }

  static HttpSettings of(Config root) {
    Config http = root.getConfig("tributary.http");
    return new HttpSettings(
        http.getInt("max-idle-connections"),
        http.getDuration("keep-alive"),
        http.getDuration("bad-address-memory"),
        http.getInt("max-addresses"),
        http.getInt("max-redirects"),
        http.getDuration("body-start-timeout"),
        http.getDuration("error-body-timeout"),
        client(root, http.getConfig("client")));
  }

  private static ClientConnectionSettings client(Config root, Config overrides) {
    return ClientConnectionSettings.create(overrides.atPath("akka.http.client").withFallback(root));
  }
}
