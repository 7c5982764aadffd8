package io.tributary.storage.http;

import com.typesafe.config.Config;
import io.tributary.storage.wire.HeadLimits;
import java.time.Duration;

/**
 * The block {@code tributary.http} of {@code reference.conf}, where each entry is described.
 *
 * @param userAgent unless the user sends another
 */
record HttpSettings(
    int maxIdleConnections,
    int maxIdleOfReader,
    Duration keepAlive,
    Duration badAddressMemory,
    int maxAddresses,
    int maxRedirects,
    Duration bodyStartTimeout,
    Duration errorBodyTimeout,
    int maxDocumentBytes,
    Duration documentTimeout,
    String userAgent,
    HeadLimits headLimits) {

  HttpSettings {
    if (maxIdleConnections < 0 || maxIdleOfReader < 0 || maxAddresses < 1 || maxRedirects < 0) {
      throw new IllegalArgumentException(
          "tributary.http: max-idle-connections, those of a reader and max-redirects must be 0 or"
              + " more, max-addresses 1 or more");
    }
  }

  static HttpSettings of(Config root) {
    Config http = root.getConfig("tributary.http");
    return new HttpSettings(
        http.getInt("max-idle-connections"),
        http.getInt("max-idle-connections-of-reader"),
        http.getDuration("keep-alive"),
        http.getDuration("bad-address-memory"),
        http.getInt("max-addresses"),
        http.getInt("max-redirects"),
        http.getDuration("body-start-timeout"),
        http.getDuration("error-body-timeout"),
        Math.toIntExact(http.getBytes("max-document-size")),
        http.getDuration("document-timeout"),
        http.getString("user-agent"),
        new HeadLimits(
            Math.toIntExact(http.getBytes("max-head-size")),
            Math.toIntExact(http.getBytes("max-header-value-size")),
            http.getInt("max-header-count")));
  }
}
